#include "heatward/pipeline/row_account.hpp"

#include <unordered_map>

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

struct FileAccount {
    std::uint64_t used = 0;
    std::uint64_t rejected = 0;
};

[[noreturn]] void fail(const std::string& place, const std::string& what)
{
    throw DataError(
        fmt::format("{}: {}; nothing is published. Build again in case the file changed "
                    "while it was read; where this stays, it is a fault of this program",
                    place, what));
}

std::vector<FileAccount> accounts_of(const std::string& source_id, const SourceRows& rows)
{
    std::vector<FileAccount> accounts(rows.files.size());
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows.files.size(); ++i) {
        places.emplace(rows.files[i].name, i);
    }
    for (const Incident& incident : rows.used) {
        if (incident.file >= accounts.size()) {
            fail(source_id, fmt::format("used row {} stands in no file", incident.row));
        }
        ++accounts[incident.file].used;
    }
    for (const run_store::RejectedRow& row : rows.rejected) {
        const auto place = places.find(row.file);
        if (place == places.end()) {
            fail(source_id, fmt::format("rejected row {} stands in no file", row.row));
        }
        ++accounts[place->second].rejected;
    }
    return accounts;
}

}  // namespace

void require_every_row(const std::string& source_id, const SourceRows& rows)
{
    const auto accounts = accounts_of(source_id, rows);
    std::uint64_t rows_of_files = 0;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const FileRows& file = rows.files[i];
        if (file.rows != file.lines) {
            fail(file.name, fmt::format("holds {} rows, but {} were read", file.lines, file.rows));
        }
        if (accounts[i].used + accounts[i].rejected != file.rows) {
            fail(file.name, fmt::format("of {} rows {} were used and {} rejected", file.rows,
                                        accounts[i].used, accounts[i].rejected));
        }
        rows_of_files += file.rows;
    }
    if (rows_of_files != rows.rows_in) {
        fail(source_id,
             fmt::format("its files gave {} rows, but {} were taken", rows_of_files, rows.rows_in));
    }
    std::uint64_t reasons = 0;
    for (const auto& [reason, count] : rows.by_reason) {
        reasons += count;
    }
    if (reasons != rows.rejected.size()) {
        fail(source_id, fmt::format("{} rows were rejected, but {} reasons were given",
                                    rows.rejected.size(), reasons));
    }
}

}  // namespace heatward::pipeline
