// The card of the first screen whose fields lead to a server.
#pragma once

#include "ui/panels/connect_entries.hpp"
#include "ui/panels/scene.hpp"
#include "ui/theme/context.hpp"
#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

/// Of the window's height.
enum class ConnectSpace : std::uint8_t { Plenty, Little };
enum class ListBeside : std::uint8_t { Nothing, ServersOfTheNetwork };

/// One per window. Thread: the one that draws.
class ConnectForm {
  public:
    /// As wide and high as `box`; what it takes in fact is its height() in the next frame.
    void draw(const Scene& scene, Box box, ConnectEntries& entries, ConnectSpace space, ListBeside beside);
    /// 0 before the first frame.
    [[nodiscard]] float height() const { return content_; }
    /// Enter is for it, not for the server of last time.
    [[nodiscard]] bool leads() const { return leads_; }

  private:
    /// Where the next thing goes.
    struct Place {
        float left = 0;
        float width = 0;
        float gap = 0;
        float top = 0;
    };
    struct Written {
        bool focused = false;  // any field
        bool entered = false;
    };

    void draw_head(const Scene& scene, Place& place, const ConnectEntries& entries, ConnectSpace space,
                   ListBeside beside) const;
    Written draw_fields(const Scene& scene, Place& place, ConnectEntries& entries);
    Written draw_address(const Scene& scene, Place& place, ConnectEntries& entries) const;
    Written draw_code(const Scene& scene, Place& place, ConnectEntries& entries) const;
    void draw_attempt(const Scene& scene, Place& place, ConnectEntries& entries, bool entered) const;
    void draw_deed(const Scene& scene, Place& place, ConnectEntries& entries, Written written);
    void keep_height(float height, Commands& commands);

    float content_ = 0;  // height that it took in the last frame
    bool leads_ = true;
    Secrecy secrecy_ = Secrecy::Hidden;  // of the passkey
};

}  // namespace crosstalk::ui
