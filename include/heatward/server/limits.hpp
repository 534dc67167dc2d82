#pragma once

#include <chrono>
#include <cstddef>

namespace heatward::server {

/// Request line and headers together: browsers and proxies stay below 16 KiB, cookies of other
/// applications on the same host included.
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{32} * 1024;

/// No route takes a body; a small one is read and ignored so that the connection can be kept.
inline constexpr std::size_t kMaxBodyBytes = std::size_t{4} * 1024;

/// From the begin of a connection to the end of its first request's headers: slow links need
/// a second or two, and whoever dribbles bytes should not hold a connection for long.
inline constexpr std::chrono::seconds kHeaderTimeout{15};

/// Between two requests of one connection, headers of the next included; longer than viewers
/// pause between two moves of a map.
inline constexpr std::chrono::seconds kIdleTimeout{60};

/// For a whole answer, 20 MB (the largest page of features) at 2 Mbit/s, or for one piece of a
/// streamed one.
inline constexpr std::chrono::seconds kWriteTimeout{90};

/// After the last answer, for the client to close too, so that what it sent meanwhile does not
/// reset the connection under that answer.
inline constexpr std::chrono::seconds kLingerTimeout{2};

/// For requests under way once the server is told to end; service managers kill after 90 s.
inline constexpr std::chrono::seconds kDrainTimeout{30};

/// Connections at once; where one more comes, the one that idled longest is closed. An idle one
/// takes some kilobytes.
inline constexpr std::size_t kMaxConnections = 4096;

/// Files that the process holds open beside connections: the runs', libraries', logs.
inline constexpr std::size_t kOtherOpenFiles = 256;

/// Connections beyond those that are told so at once; each ends within the write and linger
/// timeouts. Beyond these, connections are closed without a word.
inline constexpr std::size_t kMaxRefusals = 64;

/// A streamed body is made in pieces of about so many bytes: some hundred features, made in well
/// under a millisecond, so that the first goes out at once, and enough that the change between
/// threads does not count.
inline constexpr std::size_t kStreamPieceBytes = std::size_t{64} * 1024;

/// A body that is long in the making, because a filter accepts few features, is made in slices of
/// this time: others have their turn in between, it is seen that a client has left, and what there
/// is of a piece is sent.
inline constexpr std::chrono::milliseconds kSliceTime{15};

/// Who takes a streamed body more slowly than this, once kWriteTimeout is used up, is closed on:
/// slower than the slowest mobile link, so that it is somebody who holds a connection.
inline constexpr std::size_t kLeastStreamBytesPerSecond = std::size_t{4} * 1024;

/// Bodies that are streamed at once: a piece, what compresses it and what the system holds of it
/// are some 500 kB each where clients are slow.
inline constexpr std::size_t kMaxStreams = 256;

/// Of one client: more than the connections that all browsers and GIS of an office open at once.
inline constexpr std::size_t kClientStreams = kMaxStreams / 8;

/// Works waiting for the compute pool: a viewer asks for up to 60 tiles at once and a tile takes
/// milliseconds, so that this many are a wait of a few seconds.
inline constexpr std::size_t kComputeQueue = 512;

/// What a work for the compute pool counts as where it draws no more: one tile.
inline constexpr std::size_t kTilePixels = std::size_t{256} * 256;

/// Pixels of all works that wait or are under way: a full queue of tiles of 512 pixels, or eight
/// maps of the largest size. Time goes with pixels, so that either is a wait of seconds.
inline constexpr std::size_t kComputeQueuePixels = kComputeQueue * 512 * 512;

/// Of one client, so that the others' are taken too: every tile of two screens at once, and maps of
/// three eighths of all pixels. Clients take turns in the queue besides.
inline constexpr std::size_t kClientWorks = kComputeQueue / 4;
inline constexpr std::size_t kClientPixels = kComputeQueuePixels * 3 / 8;

/// Works that draw more are long: as much as 16 tiles of 512 pixels, a map of 1200 × 900 at
/// twice the pixels just above it. Below, a second is enough.
inline constexpr std::size_t kLongWorkPixels = std::size_t{2048} * 2048;

/// Long works at once, and never more than half of the threads where there are two or more: tiles
/// go on meanwhile, and drawing surfaces of 64 MB each stay few.
inline constexpr std::size_t kLongWorks = 2;

/// Answers that are kept as they are sent: some thousands of tiles.
inline constexpr std::size_t kAnswerCacheBytes = std::size_t{64} << 20;

/// A larger answer is not kept: few others would fit beside it.
inline constexpr std::size_t kLargestKeptAnswer = std::size_t{4} << 20;

/// Addresses of kept answers that are known by heart, for answers without a look at the routes.
inline constexpr std::size_t kKnownAddresses = 16384;
inline constexpr std::size_t kLongestKnownAddress = 512;

/// Smaller bodies are not compressed: they fit a packet or two as they are.
inline constexpr std::size_t kLeastCompressedBytes = 1024;

/// Larger ones are compressed on the compute pool: this many take a tenth of a millisecond.
inline constexpr std::size_t kCompressedAtOnce = std::size_t{8} * 1024;

/// What the access log holds while standard error does not take it; what comes then is counted.
inline constexpr std::size_t kWaitingLogBytes = std::size_t{4} << 20;

}  // namespace heatward::server
