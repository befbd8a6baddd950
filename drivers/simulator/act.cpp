// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/act.hpp"

#include "drivers/simulator/card.hpp"

namespace verikiosk::simulator {
namespace {

class VisitorAct : public Act {
  public:
    VisitorAct(const Visitor& visitor, const ActOptions& options)
        : behaviour_(visitor.start, visitor.seed, options.faultless) {
        add(visitor.person, behaviour_.stance());
    }
    void cue(Cue asked) override { behaviour_.cue(asked); }
    void advance(double seconds) override { stances_[0] = behaviour_.advance(seconds); }

  private:
    Behaviour behaviour_;
};

class NobodyAct : public Act {
  public:
    NobodyAct(const Visitor&, const ActOptions&) {}
    void cue(Cue) override {}
    void advance(double) override {}
};

// Two people side by side. Only the first follows the kiosk; the other looks on.
class TwoPeopleAct : public Act {
  public:
    TwoPeopleAct(const Visitor& visitor, const ActOptions& options)
        : first_(beside(visitor.start, -1.0F), visitor.seed, options.faultless),
          second_(beside(visitor.start, 1.0F), visitor.seed + 1, options.faultless) {
        add(visitor.person, first_.stance());
        add(draw_person(visitor.seed ^ 0x5EC0DULL), second_.stance());
    }
    void cue(Cue asked) override { first_.cue(asked); }
    void advance(double seconds) override {
        stances_[0] = first_.advance(seconds);
        stances_[1] = second_.advance(seconds);
    }

  private:
    static Placement beside(Placement start, float side) {
        // The first one comes to the middle when asked; there is room for a face and a half between the two.
        start.x = side < 0.0F ? -6.0F : 20.0F;
        start.distance = std::max(start.distance, 62.0F) + 3.0F * side;
        return start;
    }
    Behaviour first_;
    Behaviour second_;
};

class PrintAct : public Act {
  public:
    PrintAct(const Visitor& visitor, const ActOptions&) {
        prop_ = std::make_unique<Card>(visitor.person, visitor.seed);
    }
    void cue(Cue) override {}
    void advance(double) override {}
};

class FrozenAct : public VisitorAct {
  public:
    FrozenAct(const Visitor& visitor, const ActOptions& options)
        : VisitorAct(visitor, options),
          freezes_at_(static_cast<double>(Random(visitor.seed).fork(41).between(1.0F, 2.0F))) {}
    void advance(double seconds) override {
        elapsed_ += seconds;
        VisitorAct::advance(seconds);
    }
    bool frozen() const override { return elapsed_ > freezes_at_; }

  private:
    double freezes_at_;
    double elapsed_ = 0.0;
};

template <typename Kind>
std::unique_ptr<Act> make(const Visitor& visitor, const ActOptions& options) {
    return std::make_unique<Kind>(visitor, options);
}

struct Row {
    ActKind kind;
    std::string_view name;
    std::unique_ptr<Act> (*make)(const Visitor&, const ActOptions&);
};
constexpr std::array<Row, 5> table{{{ActKind::visitor, "visitor", make<VisitorAct>},
                                    {ActKind::nobody, "nobody", make<NobodyAct>},
                                    {ActKind::two_people, "two-people", make<TwoPeopleAct>},
                                    {ActKind::print, "print", make<PrintAct>},
                                    {ActKind::frozen, "frozen", make<FrozenAct>}}};

const Row& row_of(ActKind kind) {
    for (const Row& row : table)
        if (row.kind == kind) return row;
    return table.front();
}

}  // namespace

void Act::add(const Person& person, const Stance& stance) {
    people_.push_back(std::make_unique<Figure>(person));
    stances_.push_back(stance);
}

std::string_view name_of(ActKind kind) {
    return row_of(kind).name;
}

std::optional<ActKind> act_kind(std::string_view name) {
    for (const Row& row : table)
        if (row.name == name) return row.kind;
    return std::nullopt;
}

std::unique_ptr<Act> make_act(ActKind kind, const Visitor& visitor, const ActOptions& options) {
    return row_of(kind).make(visitor, options);
}

}  // namespace verikiosk::simulator
