#pragma once

#include <memory>
#include <mutex>

namespace heatward::server {

/// A value made when it is first asked for; others who ask meanwhile wait. What `make`
/// throws is thrown to the one who asked, and the next one tries again. Safe from any thread.
template <class T>
class Lazy {
public:
    /// `make()` gives std::unique_ptr<const T>.
    template <class Make>
    const T& get(Make&& make) const
    {
        const std::lock_guard lock(m_mutex);
        if (!m_value) {
            m_value = make();
        }
        return *m_value;
    }

private:
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<const T> m_value;
};

}  // namespace heatward::server
