// SPDX-License-Identifier: Apache-2.0
#include "sessions/json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

namespace equivox {
namespace {

// Builds a value as Boost's own parser does, and stops at what ours refuses.
class StrictHandler {
public:
    static constexpr std::size_t max_array_size = 100'000;
    static constexpr std::size_t max_object_size = 1'000;
    static constexpr std::size_t max_string_size = 4 * 1024 * 1024;
    static constexpr std::size_t max_key_size = 64;
    using error_code = boost::json::error_code;

    bool on_document_begin(error_code&) {
        stack_.reset();
        return true;
    }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) {
        keys_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t count, error_code&) {
        keys_.pop_back();
        stack_.push_object(count);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) {
        stack_.push_array(count);
        return true;
    }
    bool on_key_part(boost::json::string_view part, std::size_t, error_code&) {
        stack_.push_chars(part);
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(boost::json::string_view part, std::size_t, error_code& error) {
        key_.append(part.data(), part.size());
        std::vector<std::string>& seen = keys_.back();
        if (std::find(seen.begin(), seen.end(), key_) != seen.end())
            return refuse("the member \"" + key_ + "\" stands there twice", error);
        stack_.push_key(part);
        seen.push_back(std::exchange(key_, {}));
        return true;
    }
    bool on_string_part(boost::json::string_view part, std::size_t, error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(boost::json::string_view part, std::size_t, error_code&) {
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(boost::json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, boost::json::string_view, error_code&) {
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, boost::json::string_view, error_code&) {
        stack_.push_uint64(number);
        return true;
    }
    bool on_double(double, boost::json::string_view, error_code& error) {
        return refuse("only whole numbers are accepted", error);
    }
    bool on_bool(bool value, error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(boost::json::string_view, error_code&) { return true; }
    bool on_comment(boost::json::string_view, error_code&) { return true; }

    [[nodiscard]] boost::json::value release() { return stack_.release(); }
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    bool refuse(std::string problem, error_code& error) {
        problem_ = std::move(problem);
        error = boost::json::error::exception;
        return false;
    }

    boost::json::value_stack stack_;
    std::vector<std::vector<std::string>> keys_;
    std::string key_;
    std::string problem_;
};

}  // namespace

boost::json::value parse_strict_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        throw JsonError("$: longer than " + std::to_string(limits.bytes) + " bytes");
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    boost::json::basic_parser<StrictHandler> parser(options);
    boost::json::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (!parser.handler().problem().empty()) throw JsonError("$: " + parser.handler().problem());
    if (error) throw JsonError("$: not JSON that is accepted here (" + error.message() + ")");
    if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
        throw JsonError("$: something follows the end of the message");
    return parser.handler().release();
}

}  // namespace equivox
