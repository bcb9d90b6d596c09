// One errand that belongs to a dialog: whatever comes of it is kept as long as the dialog wants it, and no longer.
#pragma once

#include <string>

#include "ui/panels/errands.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// Thread: the one that draws. Lives shorter than the errands of the scene.
class OwnErrand {
  public:
    OwnErrand() = default;
    ~OwnErrand() { forget(); }
    OwnErrand(OwnErrand&& other) noexcept
        : errands_(std::exchange(other.errands_, nullptr)), id_(std::exchange(other.id_, {})) {}
    OwnErrand& operator=(OwnErrand&& other) noexcept {
        if (this == &other) return *this;
        forget();
        errands_ = std::exchange(other.errands_, nullptr);
        id_ = std::exchange(other.id_, {});
        return *this;
    }

    /// What was asked before is forgotten.
    void ask(model::Question question, const Scene& scene) {
        forget();
        errands_ = &scene.errands;
        id_ = scene.errands.ask(std::move(question), scene.commands);
    }
    void perform(net::Command command, const Scene& scene) {
        forget();
        errands_ = &scene.errands;
        id_ = scene.errands.perform(std::move(command), scene.commands);
    }
    void forget() {
        if (errands_ != nullptr) errands_->forget(id_);
        errands_ = nullptr;
        id_ = {};
    }

    [[nodiscard]] bool is_idle() const { return find() == nullptr; }
    [[nodiscard]] bool is_under_way() const { return is(Errand::State::UnderWay); }
    [[nodiscard]] bool is_done() const { return is(Errand::State::Done); }
    [[nodiscard]] bool has_failed() const { return is(Errand::State::Failed); }
    /// Why it has failed; empty if it has not.
    [[nodiscard]] std::string why() const { return has_failed() ? find()->why : std::string(); }
    /// The same once: it is forgotten then, and told elsewhere.
    std::string take_refusal() {
        std::string refusal = why();
        if (has_failed()) forget();
        return refusal;
    }
    /// Null until there is one.
    template <typename Answer>
    [[nodiscard]] const Answer* answer() const {
        return errands_ == nullptr ? nullptr : errands_->answer<Answer>(id_);
    }
    /// The same of whatever kind.
    [[nodiscard]] const model::Answer* any_answer() const {
        const Errand* errand = find();
        return errand == nullptr || !errand->answer ? nullptr : &*errand->answer;
    }
    [[nodiscard]] net::Outcome outcome() const { return is_done() ? find()->outcome : net::Outcome{}; }

  private:
    [[nodiscard]] const Errand* find() const { return errands_ == nullptr ? nullptr : errands_->find(id_); }
    [[nodiscard]] bool is(Errand::State state) const {
        const Errand* errand = find();
        return errand != nullptr && errand->state == state;
    }

    Errands* errands_ = nullptr;
    ErrandId id_;
};

}  // namespace crosstalk::ui
