#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/build_project.hpp"
#include "heatward/run_store/view.hpp"
#include "small_county.hpp"

namespace heatward::pipeline {

/// Keeps what it was told.
class RecordingProgress final : public Progress {
public:
    void begin(std::string_view stage, std::uint64_t, std::string_view) override
    {
        stages.emplace_back(stage);
        if (stage == hooked_stage) {
            hook();
        }
    }
    void advance(std::uint64_t) override {}
    void end() override { ++ended; }
    void warn(std::string_view message) override { warnings.emplace_back(message); }

    std::string hooked_stage;
    std::function<void()> hook;  ///< run as that stage begins
    std::vector<std::string> stages;
    std::vector<std::string> warnings;
    std::size_t ended = 0;
};

/// Builds of a small county, and what they leave.
class BuildProjectTest : public testing::Test {
protected:
    /// Three incidents deep in w1, two in w2, one in w4, one outside; two months supplied.
    BuildProjectTest()
    {
        StreetRow unlocated = SmallCounty::row_at(1, 1);
        unlocated.longitude = unlocated.latitude = "";
        m_county.write_street_file(
            "p/2025-01-force-street.csv",
            {SmallCounty::row_at(1000, 1000), SmallCounty::row_at(1000, 1000),
             SmallCounty::row_at(1100, 1000), SmallCounty::row_at(3000, 900), unlocated});
        m_county.write_street_file(
            "p/2025-02-force-street.csv",
            {SmallCounty::row_at(3000, 1100, "2025-02"), SmallCounty::row_at(3990, 3990, "2025-02"),
             SmallCounty::row_at(-300, 1000, "2025-02")});
    }

    std::string build(const std::string& text, const std::string& output, unsigned threads = 1)
    {
        BuildOptions options;
        options.output = m_county.path(output);
        options.threads = threads;
        return build_project(m_county.project(text), options, m_progress);
    }

    /// What build says against it; nothing may be published.
    std::string build_error(const std::string& text)
    {
        try {
            build(text, "refused");
        } catch (const DataError& error) {
            EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(m_county.path("refused")) /
                                                 "current"));
            return error.what();
        }
        return "no error";
    }

    /// Relative path → SHA-256 of every file of a run.
    std::map<std::string, std::string> tree(const std::string& output, const std::string& id)
    {
        const std::filesystem::path run =
            std::filesystem::path(m_county.path(output)) / "runs" / id;
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(run)) {
            if (entry.is_regular_file()) {
                files[entry.path().lexically_relative(run).string()] =
                    gis::file_sha256(entry.path().string());
            }
        }
        return files;
    }

    run_store::RunData open(const std::string& output)
    {
        const auto run = run_store::Run::open(
            std::filesystem::canonical(std::filesystem::path(m_county.path(output)) / "current")
                .string());
        return run_store::View::of(run, Tier::analyst)->data();
    }

    static double real(const FeatureTable& table, std::size_t row, const std::string& column)
    {
        const AttributeValue& value = table.rows.at(row).at(table.find_column(column).value());
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            return static_cast<double>(*whole);
        }
        const auto* number = std::get_if<double>(&value);
        return number == nullptr ? std::nan("") : *number;
    }

    static std::vector<double> column(const FeatureTable& table, const std::string& name)
    {
        std::vector<double> values;
        for (std::size_t row = 0; row < table.size(); ++row) {
            values.push_back(real(table, row, name));
        }
        return values;
    }

    SmallCounty m_county;
    RecordingProgress m_progress;
    std::string m_text =
        SmallCounty::project_text("p", "hotspots = { density = 2, min_cells = 2 }");
};

}  // namespace heatward::pipeline
