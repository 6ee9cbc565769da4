// SPDX-License-Identifier: Apache-2.0
// How long simulated people take before they act. In a rehearsal without an audience: no time at all.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "sessions/chance.hpp"

namespace equivox {

class Pace {
public:
    // Between `shortest` and `longest`, by chance; both zero: at once. The references outlive the pace.
    Pace(boost::asio::io_context& io, SeededChance& chance, std::chrono::milliseconds shortest,
         std::chrono::milliseconds longest)
        : io_(io), chance_(chance), shortest_(shortest), longest_(longest) {}

    void after_a_while(std::function<void()> task) {
        if (longest_.count() == 0) {
            boost::asio::post(io_, std::move(task));
            return;
        }
        const auto span = static_cast<std::uint32_t>((longest_ - shortest_).count()) + 1;
        auto timer = std::make_shared<boost::asio::steady_timer>(
            io_, shortest_ + std::chrono::milliseconds(chance_.below(span)));
        timer->async_wait([timer, task = std::move(task)](const boost::system::error_code& error) {
            if (!error) task();
        });
    }

private:
    boost::asio::io_context& io_;
    SeededChance& chance_;
    std::chrono::milliseconds shortest_;
    std::chrono::milliseconds longest_;
};

}  // namespace equivox
