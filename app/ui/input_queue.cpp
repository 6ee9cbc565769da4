// SPDX-License-Identifier: Apache-2.0
#include "app/ui/input_queue.hpp"

#include <bitset>

namespace equivox::ui {
namespace {

// What a frame already holds, and whether one more event may join it.
class FrameContent {
public:
    bool admits(const InputEvent& event) const {
        if (ended_) return false;
        return std::visit([this](const auto& one) { return fits(one); }, event);
    }
    void add(const InputEvent& event) {
        std::visit([this](const auto& one) { note(one); }, event);
    }

private:
    static std::size_t index(const ButtonChanged& change) {
        return static_cast<std::size_t>(change.button) % 8;
    }
    static std::size_t index(const KeyChanged& change) { return static_cast<std::size_t>(change.key); }

    bool fits(const PointerMoved&) const { return buttons_.none(); }
    bool fits(const ButtonChanged& change) const { return !moved_ && !buttons_.test(index(change)); }
    bool fits(const KeyChanged& change) const { return !text_ && !keys_.test(index(change)); }
    bool fits(const TextTyped&) const { return keys_.none(); }
    bool fits(const WheelTurned&) const { return true; }
    bool fits(const FocusChanged&) const { return true; }

    void note(const PointerMoved&) { moved_ = true; }
    void note(const ButtonChanged& change) { buttons_.set(index(change)); }
    void note(const KeyChanged& change) { keys_.set(index(change)); }
    void note(const TextTyped&) { text_ = true; }
    void note(const WheelTurned&) {}
    void note(const FocusChanged&) { ended_ = true; }

    std::bitset<8> buttons_;
    std::bitset<static_cast<std::size_t>(Key::count)> keys_;
    bool moved_ = false;
    bool text_ = false;
    bool ended_ = false;
};

}  // namespace

std::vector<InputEvent> InputQueue::take_frame() {
    std::vector<InputEvent> taken;
    FrameContent content;
    while (!events_.empty() && content.admits(events_.front())) {
        content.add(events_.front());
        taken.push_back(events_.front());
        events_.pop_front();
    }
    return taken;
}

}  // namespace equivox::ui
