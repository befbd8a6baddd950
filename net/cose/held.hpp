// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace verikiosk::net {

/// A C context that wants an init before its first use and a free after its last; this ties both to a scope.
template <class T, void (*init)(T*), void (*release)(T*)>
class Held {
  public:
    Held() { init(&value_); }
    ~Held() { release(&value_); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    [[nodiscard]] T* get() { return &value_; }
    [[nodiscard]] const T* get() const { return &value_; }
    T* operator->() { return &value_; }
    const T* operator->() const { return &value_; }

  private:
    T value_{};
};

}  // namespace verikiosk::net
