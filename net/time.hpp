// SPDX-License-Identifier: Apache-2.0
// Time as net uses it: a point of the monotonic clock. Only server.cpp and client.cpp read that clock;
// everything else is told what time it is, so that tests decide.
#pragma once

#include <chrono>

namespace equivox::net {

using Instant = std::chrono::steady_clock::time_point;
using Milliseconds = std::chrono::milliseconds;

}  // namespace equivox::net
