// SPDX-License-Identifier: Apache-2.0
// The one file that compiles the bodies of Asio and Beast; every other file that uses them is told to take
// them from here (BOOST_ASIO_SEPARATE_COMPILATION, BOOST_BEAST_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
