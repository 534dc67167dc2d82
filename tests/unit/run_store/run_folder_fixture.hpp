#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/run_store/run_writer.hpp"
#include "support/example_run.hpp"
#include "support/temporary_folder.hpp"

namespace heatward::run_store {

/// An output folder, empty at first, and an example run to be published in it.
class RunFolder : public testing::Test {
protected:
    /// Publishes the run and gives its folder.
    std::filesystem::path publish()
    {
        publish_run(m_output, m_contents);
        return m_output.run(m_contents.data.run_id);
    }

    /// Makes the run another one: that of another input.
    void change_an_input()
    {
        m_contents.inputs[0].sha256[0] = 'd';
        m_contents.data.run_id =
            run_id_of(m_contents.data.project, m_contents.inputs, m_contents.operations);
    }

    /// Whatever stands in tmp/ beside the lock.
    [[nodiscard]] std::vector<std::string> leftovers() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(m_output.tmp())) {
            if (entry.path().filename() != "lock") {
                names.push_back(entry.path().filename().string());
            }
        }
        return names;
    }

    static void flip_byte(const std::filesystem::path& path)
    {
        using std::filesystem::perms;
        std::filesystem::permissions(path, perms::owner_write, std::filesystem::perm_options::add);
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
        file.seekg(middle);
        const int byte = file.peek();
        file.seekp(middle);
        file.put(static_cast<char>(byte ^ 0x01));
    }

    test::TemporaryFolder m_folder;
    OutputFolder m_output{m_folder.path()};
    RunContents m_contents = test::example_run_contents();
};

}  // namespace heatward::run_store
