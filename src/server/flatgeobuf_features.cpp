#include "heatward/server/feature_table_output.hpp"

namespace heatward::server {

namespace {

class FlatGeobufWriter final : public FeatureWriter {
public:
    explicit FlatGeobufWriter(const FeatureWriting& writing)
        : m_rows(writing), m_stream(m_rows.schema())
    {
    }

    void begin(std::string& out) override { out += m_stream.take(); }

    void write(std::size_t index, std::string& out) override
    {
        m_rows.add(index, m_stream);
        out += m_stream.take();
    }

    void end(const PageEnd& /*end*/, std::string& out) override
    {
        m_stream.finish();
        out += m_stream.take();
    }

private:
    FeatureRows m_rows;
    gis::FlatGeobufStream m_stream;
};

}  // namespace

std::unique_ptr<FeatureWriter> make_flatgeobuf_writer(const FeatureWriting& writing)
{
    return std::make_unique<FlatGeobufWriter>(writing);
}

}  // namespace heatward::server
