#pragma once

#include <chrono>
#include <cstddef>

namespace heatward::server {

/// Request line and headers together: browsers and proxies stay below 16 KiB, cookies of other
/// applications on the same host included.
inline constexpr std::size_t kMaxHeaderBytes = 32 * 1024;

/// No route takes a body; a small one is read and ignored so that the connection can be kept.
inline constexpr std::size_t kMaxBodyBytes = 4 * 1024;

/// From the begin of a connection to the end of its first request's headers: slow links need
/// a second or two, and whoever dribbles bytes should not hold a connection for long.
inline constexpr std::chrono::seconds kHeaderTimeout{15};

/// Between two requests of one connection, headers of the next included; longer than viewers
/// pause between two moves of a map.
inline constexpr std::chrono::seconds kIdleTimeout{60};

/// For a whole answer: 20 MB (the largest page of features) at 2 Mbit/s.
inline constexpr std::chrono::seconds kWriteTimeout{90};

/// After the last answer, for the client to close too, so that what it sent meanwhile does not
/// reset the connection under that answer.
inline constexpr std::chrono::seconds kLingerTimeout{2};

/// For requests under way once the server is told to end; service managers kill after 90 s.
inline constexpr std::chrono::seconds kDrainTimeout{30};

/// Connections at once: well below the usual limit of 1024 open files.
inline constexpr std::size_t kMaxConnections = 768;

/// Connections beyond those that are told so at once; each ends within the write and linger
/// timeouts. Beyond these, connections are closed without a word.
inline constexpr std::size_t kMaxRefusals = 64;

/// A streamed body is made in pieces of about so many bytes: some hundred features, made in well
/// under a millisecond, so that the first goes out at once, and enough that the change between
/// threads does not count.
inline constexpr std::size_t kStreamPieceBytes = std::size_t{64} * 1024;

/// Works waiting for the compute pool: a viewer asks for up to 60 tiles at once and a tile takes
/// milliseconds, so that this many are a wait of a few seconds.
inline constexpr std::size_t kComputeQueue = 512;

/// What a work for the compute pool counts as where it draws no more: one tile.
inline constexpr std::size_t kTilePixels = std::size_t{256} * 256;

/// Pixels of all works that wait or are under way: a full queue of tiles of 512 pixels, or eight
/// maps of the largest size. Time goes with pixels, so that either is a wait of seconds.
inline constexpr std::size_t kComputeQueuePixels = kComputeQueue * 512 * 512;

/// Works that draw more are long: as much as 16 tiles of 512 pixels, a map of 1200 × 900 at
/// twice the pixels just above it. Below, a second is enough.
inline constexpr std::size_t kLongWorkPixels = std::size_t{2048} * 2048;

/// Long works at once, and never more than half of the threads where there are two or more: tiles
/// go on meanwhile, and drawing surfaces of 64 MB each stay few.
inline constexpr std::size_t kLongWorks = 2;

}  // namespace heatward::server
