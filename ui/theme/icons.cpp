#include "ui/theme/icons.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace crosstalk::ui {

namespace {

// One step of a stroke. Angles are degrees, clockwise from the right, as the screen's y goes down.
struct Step {
    enum class Kind : std::uint8_t { Move, Line, Arc, Quad, Close, Dot };
    Kind kind;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
};

constexpr Step M(float x, float y) {
    return {Step::Kind::Move, x, y};
}
constexpr Step L(float x, float y) {
    return {Step::Kind::Line, x, y};
}
constexpr Step A(float x, float y, float radius, float from, float to) {
    return {Step::Kind::Arc, x, y, radius, from, to};
}
constexpr Step Q(float control_x, float control_y, float x, float y) {
    return {Step::Kind::Quad, control_x, control_y, x, y};
}
constexpr Step Z() {
    return {Step::Kind::Close};
}
constexpr Step D(float x, float y, float radius) {
    return {Step::Kind::Dot, x, y, radius};
}

constexpr Step hash[] = {M(7.7F, 3), L(6, 17),    M(14, 3),    L(12.3F, 17),
                         M(3, 7.3F), L(17, 7.3F), M(3, 12.7F), L(17, 12.7F)};
constexpr Step lock[] = {M(5.5F, 9),
                         L(14.5F, 9),
                         A(14.5F, 10.5F, 1.5F, -90, 0),
                         L(16, 15),
                         A(14.5F, 15, 1.5F, 0, 90),
                         L(5.5F, 16.5F),
                         A(5.5F, 15, 1.5F, 90, 180),
                         L(4, 10.5F),
                         A(5.5F, 10.5F, 1.5F, 180, 270),
                         Z(),
                         M(6.8F, 9),
                         L(6.8F, 6.4F),
                         A(10, 6.4F, 3.2F, 180, 360),
                         L(13.2F, 9)};
constexpr Step bell[] = {M(3.5F, 14.2F),
                         Q(5.4F, 12.6F, 5.4F, 8.2F),
                         A(10, 7.6F, 4.6F, 180, 360),
                         Q(14.6F, 12.6F, 16.5F, 14.2F),
                         Z(),
                         M(8.4F, 16.9F),
                         Q(10, 18, 11.6F, 16.9F)};
constexpr Step bell_struck[] = {M(5.6F, 7.0F),  Q(5.6F, 12.6F, 3.5F, 14.2F), L(13.2F, 14.2F),
                                M(7.2F, 4),     A(10, 7.6F, 4.6F, 235, 360), Q(14.6F, 11, 15.4F, 12.6F),
                                M(8.4F, 16.9F), Q(10, 18, 11.6F, 16.9F),     M(3, 3),
                                L(17, 17)};
constexpr Step pencil[] = {M(3.2F, 16.8F), L(4.2F, 12.8F), L(13.4F, 3.6F),
                           L(16.4F, 6.6F), L(7.2F, 15.8F), Z(),
                           M(11.4F, 5.6F), L(14.4F, 8.6F)};
constexpr Step search[] = {M(13.9F, 8.7F), A(8.7F, 8.7F, 5.2F, 0, 360), Z(), M(12.6F, 12.6F), L(17, 17)};
constexpr Step people[] = {M(10.6F, 6.6F),
                           A(7.6F, 6.6F, 3, 0, 360),
                           Z(),
                           M(2.4F, 16.6F),
                           Q(2.4F, 11.8F, 7.6F, 11.8F),
                           Q(12.8F, 11.8F, 12.8F, 16.6F),
                           M(12.6F, 3.8F),
                           A(12.6F, 6.6F, 2.8F, -80, 80),
                           M(14.8F, 12.1F),
                           Q(17.6F, 13, 17.6F, 16.6F)};
constexpr Step gear[] = {M(12.6F, 10),      A(10, 10, 2.6F, 0, 360), Z(),
                         M(15.77F, 8.35F),  L(17.58F, 8.66F),        L(17.58F, 11.34F),
                         L(15.77F, 11.65F), L(15.25F, 12.91F),       L(16.31F, 14.42F),
                         L(14.42F, 16.31F), L(12.91F, 15.25F),       L(11.65F, 15.77F),
                         L(11.34F, 17.58F), L(8.66F, 17.58F),        L(8.35F, 15.77F),
                         L(7.09F, 15.25F),  L(5.58F, 16.31F),        L(3.69F, 14.42F),
                         L(4.75F, 12.91F),  L(4.23F, 11.65F),        L(2.42F, 11.34F),
                         L(2.42F, 8.66F),   L(4.23F, 8.35F),         L(4.75F, 7.09F),
                         L(3.69F, 5.58F),   L(5.58F, 3.69F),         L(7.09F, 4.75F),
                         L(8.35F, 4.23F),   L(8.66F, 2.42F),         L(11.34F, 2.42F),
                         L(11.65F, 4.23F),  L(12.91F, 4.75F),        L(14.42F, 3.69F),
                         L(16.31F, 5.58F),  L(15.25F, 7.09F),        Z()};
constexpr Step games[] = {M(2.6F, 2.6F),           L(9, 9), M(9, 2.6F), L(2.6F, 9), M(17.4F, 13),
                          A(13, 13, 4.4F, 0, 360), Z()};
constexpr Step transfers[] = {M(6.6F, 17), L(6.6F, 3.4F),   M(3.2F, 6.8F), L(6.6F, 3.4F),   L(10, 6.8F),
                              M(13.4F, 3), L(13.4F, 16.6F), M(10, 13.2F),  L(13.4F, 16.6F), L(16.8F, 13.2F)};
constexpr Step upload[] = {M(10, 13),   L(10, 3.2F),    M(6, 7.2F),     L(10, 3.2F),
                           L(14, 7.2F), M(3.4F, 16.8F), L(16.6F, 16.8F)};
constexpr Step download[] = {M(10, 3),    L(10, 12.8F),   M(6, 8.8F),     L(10, 12.8F),
                             L(14, 8.8F), M(3.4F, 16.8F), L(16.6F, 16.8F)};
constexpr Step chat[] = {M(4.6F, 3.4F),
                         L(15.4F, 3.4F),
                         A(15.4F, 5.4F, 2, -90, 0),
                         L(17.4F, 12),
                         A(15.4F, 12, 2, 0, 90),
                         L(8.4F, 14),
                         L(4.8F, 17.2F),
                         L(4.8F, 14),
                         A(4.6F, 12, 2, 90, 180),
                         L(2.6F, 5.4F),
                         A(4.6F, 5.4F, 2, 180, 270),
                         Z()};
constexpr Step reply[] = {M(7.6F, 4), L(3, 8.6F),  L(7.6F, 13.2F),
                          M(3, 8.6F), L(11, 8.6F), Q(17, 8.6F, 17, 16)};
constexpr Step smile[] = {M(17.2F, 10),     A(10, 10, 7.2F, 0, 360),    Z(),
                          M(6.4F, 11.6F),   Q(10, 16.4F, 13.6F, 11.6F), Z(),
                          D(7.4F, 7.8F, 1), D(12.6F, 7.8F, 1)};
constexpr Step more[] = {D(4.4F, 10, 1.4F), D(10, 10, 1.4F), D(15.6F, 10, 1.4F)};
constexpr Step plus[] = {M(10, 3.4F), L(10, 16.6F), M(3.4F, 10), L(16.6F, 10)};
constexpr Step attach[] = {M(15.8F, 9.2F),
                           L(9.6F, 15.4F),
                           A(6.8F, 12.6F, 3.96F, 45, 225),
                           L(10.4F, 3.4F),
                           A(12.3F, 5.3F, 2.69F, 225, 405),
                           L(8.2F, 13.2F),
                           A(7.3F, 12.3F, 1.27F, 45, 225),
                           L(11.8F, 6)};
constexpr Step send[] = {M(3, 3.2F), L(17.4F, 10), L(3, 16.8F), Z(), M(3, 10), L(10, 10)};
constexpr Step file[] = {M(5.6F, 2.6F),
                         L(11.4F, 2.6F),
                         L(15.8F, 7),
                         L(15.8F, 16),
                         A(14.4F, 16, 1.4F, 0, 90),
                         L(5.6F, 17.4F),
                         A(5.6F, 16, 1.4F, 90, 180),
                         L(4.2F, 4),
                         A(5.6F, 4, 1.4F, 180, 270),
                         Z(),
                         M(11.4F, 2.6F),
                         L(11.4F, 7),
                         L(15.8F, 7)};
constexpr Step folder[] = {M(2.8F, 4),
                           L(7.4F, 4),
                           L(9.2F, 6),
                           L(16, 6),
                           A(16, 7.2F, 1.2F, -90, 0),
                           L(17.2F, 15.2F),
                           A(16, 15.2F, 1.2F, 0, 90),
                           L(4, 16.4F),
                           A(4, 15.2F, 1.2F, 90, 180),
                           Z()};
constexpr Step image[] = {M(4.6F, 3.2F),
                          L(15.4F, 3.2F),
                          A(15.4F, 5, 1.8F, -90, 0),
                          L(17.2F, 15),
                          A(15.4F, 15, 1.8F, 0, 90),
                          L(4.6F, 16.8F),
                          A(4.6F, 15, 1.8F, 90, 180),
                          L(2.8F, 5),
                          A(4.6F, 5, 1.8F, 180, 270),
                          Z(),
                          M(3.2F, 14.8F),
                          L(7.4F, 10),
                          L(10.4F, 13.2F),
                          L(12.4F, 11.2F),
                          L(16.6F, 15.4F),
                          D(12.8F, 7.4F, 1.3F)};
constexpr Step pause[] = {M(7, 4.2F), L(7, 15.8F), M(13, 4.2F), L(13, 15.8F)};
constexpr Step play[] = {M(6, 4), L(15.6F, 10), L(6, 16), Z()};
constexpr Step close[] = {M(4.6F, 4.6F), L(15.4F, 15.4F), M(15.4F, 4.6F), L(4.6F, 15.4F)};
constexpr Step tick[] = {M(3.8F, 10.6F), L(8, 14.8F), L(16.2F, 5.6F)};
constexpr Step two_ticks[] = {M(2.4F, 10.8F), L(6.2F, 14.6F),  L(13.4F, 6),
                              M(9.6F, 13.4F), L(10.6F, 14.6F), L(17.8F, 6)};
constexpr Step clock[] = {M(17.2F, 10), A(10, 10, 7.2F, 0, 360), Z(), M(10, 5.6F), L(10, 10), L(13, 11.8F)};
constexpr Step eye[] = {M(2.2F, 10),
                        Q(5.4F, 4.6F, 10, 4.6F),
                        Q(14.6F, 4.6F, 17.8F, 10),
                        Q(14.6F, 15.4F, 10, 15.4F),
                        Q(5.4F, 15.4F, 2.2F, 10),
                        Z(),
                        M(12.5F, 10),
                        A(10, 10, 2.5F, 0, 360),
                        Z()};
constexpr Step eye_struck[] = {M(6.4F, 5.8F),
                               Q(8, 4.6F, 10, 4.6F),
                               Q(14.6F, 4.6F, 17.8F, 10),
                               Q(16.8F, 11.8F, 15.4F, 13),
                               M(4.6F, 7),
                               Q(3.2F, 8.2F, 2.2F, 10),
                               Q(5.4F, 15.4F, 10, 15.4F),
                               Q(11.4F, 15.4F, 12.6F, 15),
                               M(8.2F, 8.2F),
                               A(10, 10, 2.5F, 225, 45),
                               M(3.4F, 3.4F),
                               L(16.6F, 16.6F)};
constexpr Step chevron_up[] = {M(4.6F, 12.6F), L(10, 7.2F), L(15.4F, 12.6F)};
constexpr Step chevron_down[] = {M(4.6F, 7.4F), L(10, 12.8F), L(15.4F, 7.4F)};
constexpr Step chevron_left[] = {M(12.6F, 4.6F), L(7.2F, 10), L(12.6F, 15.4F)};
constexpr Step chevron_right[] = {M(7.4F, 4.6F), L(12.8F, 10), L(7.4F, 15.4F)};
constexpr Step back[] = {M(16.8F, 10), L(3.4F, 10), M(8.6F, 4.8F), L(3.4F, 10), L(8.6F, 15.2F)};
constexpr Step refresh[] = {M(15.6F, 13.2F), A(10, 10, 6.45F, 30, 325), M(15.6F, 2.8F), L(15.6F, 6.6F),
                            L(11.8F, 6.6F)};
constexpr Step shield[] = {M(10, 2.4F),
                           L(16.2F, 4.6F),
                           L(16.2F, 9.4F),
                           Q(16.2F, 15, 10, 17.8F),
                           Q(3.8F, 15, 3.8F, 9.4F),
                           L(3.8F, 4.6F),
                           Z(),
                           M(7, 9.8F),
                           L(9.2F, 12),
                           L(13.2F, 7.4F)};
constexpr Step zoom_in[] = {M(13.9F, 8.7F),
                            A(8.7F, 8.7F, 5.2F, 0, 360),
                            Z(),
                            M(12.6F, 12.6F),
                            L(17, 17),
                            M(8.7F, 6.3F),
                            L(8.7F, 11.1F),
                            M(6.3F, 8.7F),
                            L(11.1F, 8.7F)};
constexpr Step zoom_out[] = {
    M(13.9F, 8.7F), A(8.7F, 8.7F, 5.2F, 0, 360), Z(), M(12.6F, 12.6F), L(17, 17), M(6.3F, 8.7F),
    L(11.1F, 8.7F)};
constexpr Step fit[] = {M(3.2F, 7),     L(3.2F, 3.2F), L(7, 3.2F),     M(13, 3.2F),
                        L(16.8F, 3.2F), L(16.8F, 7),   M(16.8F, 13),   L(16.8F, 16.8F),
                        L(13, 16.8F),   M(7, 16.8F),   L(3.2F, 16.8F), L(3.2F, 13)};
constexpr Step trophy[] = {M(6, 3),
                           L(14, 3),
                           L(14, 7.6F),
                           A(10, 7.6F, 4, 0, 180),
                           Z(),
                           M(6, 4.6F),
                           L(3, 4.6F),
                           Q(3, 8.6F, 6.4F, 9),
                           M(14, 4.6F),
                           L(17, 4.6F),
                           Q(17, 8.6F, 13.6F, 9),
                           M(10, 11.6F),
                           L(10, 16.8F),
                           M(6.6F, 16.8F),
                           L(13.4F, 16.8F)};
constexpr Step flag[] = {M(4.6F, 17.4F),
                         L(4.6F, 3.4F),
                         Q(7.4F, 1.8F, 10.2F, 3.6F),
                         Q(13, 5.4F, 15.8F, 3.8F),
                         L(15.8F, 10.8F),
                         Q(13, 12.4F, 10.2F, 10.6F),
                         Q(7.4F, 8.8F, 4.6F, 10.4F)};
constexpr Step half[] = {M(17, 10),      A(10, 10, 7, 0, 360), Z(),         M(10, 3),    L(10, 17),
                         M(12.6F, 3.6F), L(12.6F, 16.4F),      M(15, 5.2F), L(15, 14.8F)};
constexpr Step undo[] = {M(7, 3.2F),    L(3.2F, 7),  L(7, 10.8F),
                         M(3.2F, 7),    L(12.2F, 7), A(12.2F, 11.6F, 4.6F, -90, 90),
                         L(6.4F, 16.2F)};
constexpr Step copy[] = {M(9, 7.2F),
                         L(15, 7.2F),
                         A(15, 9, 1.8F, -90, 0),
                         L(16.8F, 15),
                         A(15, 15, 1.8F, 0, 90),
                         L(9, 16.8F),
                         A(9, 15, 1.8F, 90, 180),
                         L(7.2F, 9),
                         A(9, 9, 1.8F, 180, 270),
                         Z(),
                         M(3.2F, 11.4F),
                         L(3.2F, 5),
                         A(5, 5, 1.8F, 180, 270),
                         L(11.4F, 3.2F)};
constexpr Step crown[] = {M(3.2F, 15.6F), L(2.6F, 6.2F),  L(6.6F, 9.2F),   L(10, 4.4F),
                          L(13.4F, 9.2F), L(17.4F, 6.2F), L(16.8F, 15.6F), Z()};
constexpr Step network[] = {M(8.2F, 2.8F),
                            L(11.8F, 2.8F),
                            A(11.8F, 4, 1.2F, -90, 0),
                            L(13, 6),
                            A(11.8F, 6, 1.2F, 0, 90),
                            L(8.2F, 7.2F),
                            A(8.2F, 6, 1.2F, 90, 180),
                            L(7, 4),
                            A(8.2F, 4, 1.2F, 180, 270),
                            Z(),
                            M(3.4F, 12.8F),
                            L(7, 12.8F),
                            A(7, 14, 1.2F, -90, 0),
                            L(8.2F, 16),
                            A(7, 16, 1.2F, 0, 90),
                            L(3.4F, 17.2F),
                            A(3.4F, 16, 1.2F, 90, 180),
                            L(2.2F, 14),
                            A(3.4F, 14, 1.2F, 180, 270),
                            Z(),
                            M(13, 12.8F),
                            L(16.6F, 12.8F),
                            A(16.6F, 14, 1.2F, -90, 0),
                            L(17.8F, 16),
                            A(16.6F, 16, 1.2F, 0, 90),
                            L(13, 17.2F),
                            A(13, 16, 1.2F, 90, 180),
                            L(11.8F, 14),
                            A(13, 14, 1.2F, 180, 270),
                            Z(),
                            M(10, 7.2F),
                            L(10, 10),
                            M(5.2F, 12.8F),
                            L(5.2F, 10),
                            L(14.8F, 10),
                            L(14.8F, 12.8F)};
constexpr Step warning[] = {M(10, 3.2F), L(17.6F, 16.6F), L(2.4F, 16.6F),     Z(),
                            M(10, 8.2F), L(10, 11.8F),    D(10, 14.2F, 0.95F)};
constexpr Step info[] = {M(17.2F, 10), A(10, 10, 7.2F, 0, 360), Z(), M(10, 9.4F),
                         L(10, 13.8F), D(10, 6.5F, 1)};
constexpr Step palette[] = {M(10, 17.2F),
                            A(10, 10, 7.2F, 90, 360),
                            Q(17.2F, 13, 14.4F, 13),
                            L(12.6F, 13),
                            Q(10.8F, 13, 11.2F, 15),
                            Q(11.6F, 17.2F, 10, 17.2F),
                            Z(),
                            D(6.4F, 11.2F, 1.1F),
                            D(7.2F, 7, 1.1F),
                            D(11.4F, 5.8F, 1.1F),
                            D(14, 8.8F, 1.1F)};
constexpr Step keyboard[] = {M(3.8F, 4.8F),
                             L(16.2F, 4.8F),
                             A(16.2F, 6.4F, 1.6F, -90, 0),
                             L(17.8F, 13.6F),
                             A(16.2F, 13.6F, 1.6F, 0, 90),
                             L(3.8F, 15.2F),
                             A(3.8F, 13.6F, 1.6F, 90, 180),
                             L(2.2F, 6.4F),
                             A(3.8F, 6.4F, 1.6F, 180, 270),
                             Z(),
                             M(7, 12.2F),
                             L(13, 12.2F),
                             D(5.6F, 8.4F, 0.8F),
                             D(8.5F, 8.4F, 0.8F),
                             D(11.5F, 8.4F, 0.8F),
                             D(14.4F, 8.4F, 0.8F)};
constexpr Step sound[] = {M(2.6F, 7.6F),
                          L(5.4F, 7.6F),
                          L(9.4F, 4.2F),
                          L(9.4F, 15.8F),
                          L(5.4F, 12.4F),
                          L(2.6F, 12.4F),
                          Z(),
                          M(12.2F, 7.6F),
                          Q(13.8F, 10, 12.2F, 12.4F),
                          M(14.6F, 5.4F),
                          Q(18, 10, 14.6F, 14.6F)};
constexpr Step user[] = {M(13.2F, 6.4F), A(10, 6.4F, 3.2F, 0, 360), Z(),
                         M(4, 17.2F),    Q(4, 11.8F, 10, 11.8F),    Q(16, 11.8F, 16, 17.2F)};
constexpr Step pin[] = {M(6.4F, 2.8F),   L(13.6F, 2.8F), M(7.6F, 2.8F),  L(7.6F, 8.2F), L(4.8F, 11.8F),
                        L(15.2F, 11.8F), L(12.4F, 8.2F), L(12.4F, 2.8F), M(10, 11.8F),  L(10, 17.4F)};
constexpr Step first[] = {M(4.4F, 4.6F), L(4.4F, 15.4F), M(15, 4.6F), L(9.4F, 10), L(15, 15.4F)};
constexpr Step last[] = {M(15.6F, 4.6F), L(15.6F, 15.4F), M(5, 4.6F), L(10.6F, 10), L(5, 15.4F)};
constexpr Step robot[] = {M(4.6F, 7),
                          L(15.4F, 7),
                          A(15.4F, 8.6F, 1.6F, -90, 0),
                          L(17, 14.8F),
                          A(15.4F, 14.8F, 1.6F, 0, 90),
                          L(4.6F, 16.4F),
                          A(4.6F, 14.8F, 1.6F, 90, 180),
                          L(3, 8.6F),
                          A(4.6F, 8.6F, 1.6F, 180, 270),
                          Z(),
                          M(10, 7),
                          L(10, 4.2F),
                          M(7.4F, 13.6F),
                          L(12.6F, 13.6F),
                          D(10, 3.6F, 1.2F),
                          D(7.2F, 10.4F, 1.1F),
                          D(12.8F, 10.4F, 1.1F)};
constexpr Step enter[] = {M(10.4F, 3),
                          L(15, 3),
                          A(15, 4.6F, 1.6F, -90, 0),
                          L(16.6F, 15.4F),
                          A(15, 15.4F, 1.6F, 0, 90),
                          L(10.4F, 17),
                          M(3, 10),
                          L(11.6F, 10),
                          M(8, 6.4F),
                          L(11.6F, 10),
                          L(8, 13.6F)};
constexpr Step leave[] = {M(9.6F, 3),
                          L(5, 3),
                          A(5, 4.6F, 1.6F, -90, -180),
                          L(3.4F, 15.4F),
                          A(5, 15.4F, 1.6F, 180, 90),
                          L(9.6F, 17),
                          M(8, 10),
                          L(16.8F, 10),
                          M(13.2F, 6.4F),
                          L(16.8F, 10),
                          L(13.2F, 13.6F)};
constexpr Step invite[] = {M(11, 6.4F),
                           A(8, 6.4F, 3, 0, 360),
                           Z(),
                           M(2.6F, 16.8F),
                           Q(2.6F, 11.8F, 8, 11.8F),
                           Q(11, 11.8F, 12.4F, 13.4F),
                           M(15, 4.6F),
                           L(15, 10),
                           M(12.3F, 7.3F),
                           L(17.7F, 7.3F)};
constexpr Step kick[] = {M(11, 6.4F),
                         A(8, 6.4F, 3, 0, 360),
                         Z(),
                         M(2.6F, 16.8F),
                         Q(2.6F, 11.8F, 8, 11.8F),
                         Q(11, 11.8F, 12.4F, 13.4F),
                         M(12.8F, 7.4F),
                         L(17.6F, 7.4F),
                         M(15.4F, 5.2F),
                         L(17.6F, 7.4F),
                         L(15.4F, 9.6F)};
constexpr Step ban[] = {M(17.2F, 10), A(10, 10, 7.2F, 0, 360), Z(), M(4.9F, 4.9F), L(15.1F, 15.1F)};
constexpr Step star[] = {M(10, 2.8F),  L(12.2F, 7.4F), L(17.2F, 8),    L(13.5F, 11.5F), L(14.5F, 16.6F),
                         L(10, 14.1F), L(5.5F, 16.6F), L(6.5F, 11.5F), L(2.8F, 8),      L(7.8F, 7.4F),
                         Z()};

struct Drawing {
    Icon icon;
    std::string_view name;
    std::span<const Step> steps;
};

constexpr std::array<Drawing, icon_count> drawings = {{
    {Icon::Hash, "hash", hash},
    {Icon::Lock, "lock", lock},
    {Icon::Bell, "bell", bell},
    {Icon::BellStruck, "bell struck", bell_struck},
    {Icon::Pencil, "pencil", pencil},
    {Icon::Search, "search", search},
    {Icon::People, "people", people},
    {Icon::Gear, "gear", gear},
    {Icon::Games, "games", games},
    {Icon::Transfers, "transfers", transfers},
    {Icon::Upload, "upload", upload},
    {Icon::Download, "download", download},
    {Icon::Chat, "chat", chat},
    {Icon::Reply, "reply", reply},
    {Icon::Smile, "smile", smile},
    {Icon::More, "more", more},
    {Icon::Plus, "plus", plus},
    {Icon::Attach, "attach", attach},
    {Icon::Send, "send", send},
    {Icon::File, "file", file},
    {Icon::Folder, "folder", folder},
    {Icon::Image, "image", image},
    {Icon::Pause, "pause", pause},
    {Icon::Play, "play", play},
    {Icon::Close, "close", close},
    {Icon::Tick, "tick", tick},
    {Icon::TwoTicks, "two ticks", two_ticks},
    {Icon::Clock, "clock", clock},
    {Icon::Eye, "eye", eye},
    {Icon::EyeStruck, "eye struck", eye_struck},
    {Icon::ChevronUp, "chevron up", chevron_up},
    {Icon::ChevronDown, "chevron down", chevron_down},
    {Icon::ChevronLeft, "chevron left", chevron_left},
    {Icon::ChevronRight, "chevron right", chevron_right},
    {Icon::Back, "back", back},
    {Icon::Refresh, "refresh", refresh},
    {Icon::Shield, "shield", shield},
    {Icon::ZoomIn, "zoom in", zoom_in},
    {Icon::ZoomOut, "zoom out", zoom_out},
    {Icon::Fit, "fit", fit},
    {Icon::Trophy, "trophy", trophy},
    {Icon::Flag, "flag", flag},
    {Icon::Half, "half", half},
    {Icon::Undo, "undo", undo},
    {Icon::Copy, "copy", copy},
    {Icon::Crown, "crown", crown},
    {Icon::Network, "network", network},
    {Icon::Warning, "warning", warning},
    {Icon::Info, "info", info},
    {Icon::Palette, "palette", palette},
    {Icon::Keyboard, "keyboard", keyboard},
    {Icon::Sound, "sound", sound},
    {Icon::User, "user", user},
    {Icon::Pin, "pin", pin},
    {Icon::First, "first", first},
    {Icon::Last, "last", last},
    {Icon::Robot, "robot", robot},
    {Icon::Enter, "enter", enter},
    {Icon::Leave, "leave", leave},
    {Icon::Invite, "invite", invite},
    {Icon::Kick, "kick", kick},
    {Icon::Ban, "ban", ban},
    {Icon::Star, "star", star},
}};

constexpr bool drawings_stand_in_order_of_icons() {
    for (std::size_t index = 0; index < icon_count; ++index) {
        if (drawings[index].icon != static_cast<Icon>(index) || drawings[index].steps.empty()) return false;
    }
    return true;
}
static_assert(drawings_stand_in_order_of_icons());

const Drawing& drawing_of(Icon icon) {
    return drawings[static_cast<std::size_t>(icon)];
}

float radians(float degrees) {
    return degrees * std::numbers::pi_v<float> / 180.0F;
}

}  // namespace

std::string_view icon_name(Icon icon) {
    return drawing_of(icon).name;
}

void draw_icon(ImDrawList& draw, const Theme& theme, Icon icon, ImVec2 center, float size, Color color) {
    const float unit = size / 20.0F;
    const float width = theme.stroke(line::icon);
    const ImU32 ink = to_im(color);
    const ImVec2 origin{center.x - size / 2, center.y - size / 2};
    const auto at = [&](float x, float y) { return ImVec2{origin.x + x * unit, origin.y + y * unit}; };
    // A point twice in a row would have no direction: strokes must not contain one.
    const auto add = [&](ImVec2 point) {
        if (draw._Path.Size > 0) {
            const ImVec2 before = draw._Path.back();
            if (std::abs(before.x - point.x) + std::abs(before.y - point.y) < 0.05F) return;
        }
        draw.PathLineTo(point);
    };
    const auto stroke = [&](ImDrawFlags flags) {
        if (flags == ImDrawFlags_Closed && draw._Path.Size > 2) {
            const ImVec2 begin = draw._Path.front();
            const ImVec2 end = draw._Path.back();
            if (std::abs(begin.x - end.x) + std::abs(begin.y - end.y) < 0.05F) draw._Path.pop_back();
        }
        if (draw._Path.Size > 1) {
            const ImVec2 begin = draw._Path.front();
            const ImVec2 end = draw._Path.back();
            draw.PathStroke(ink, flags, width);
            if (flags == ImDrawFlags_None) {
                draw.AddCircleFilled(begin, width / 2, ink, 12);
                draw.AddCircleFilled(end, width / 2, ink, 12);
            }
        }
        draw.PathClear();
    };
    ImVec2 pen{};
    for (const Step& step : drawing_of(icon).steps) {
        switch (step.kind) {
            case Step::Kind::Move:
                stroke(ImDrawFlags_None);
                pen = {step.a, step.b};
                add(at(step.a, step.b));
                break;
            case Step::Kind::Line:
                pen = {step.a, step.b};
                add(at(step.a, step.b));
                break;
            case Step::Kind::Arc: {
                const float sweep = radians(step.e - step.d);
                const int parts = std::max(
                    3, static_cast<int>(std::ceil(std::abs(sweep) * std::sqrt(step.c * unit) * 1.6F)));
                for (int part = 0; part <= parts; ++part) {
                    const float angle =
                        radians(step.d) + sweep * static_cast<float>(part) / static_cast<float>(parts);
                    pen = {step.a + step.c * std::cos(angle), step.b + step.c * std::sin(angle)};
                    add(at(pen.x, pen.y));
                }
                break;
            }
            case Step::Kind::Quad: {
                const ImVec2 from = pen;
                constexpr int parts = 8;
                for (int part = 1; part <= parts; ++part) {
                    const float t = static_cast<float>(part) / parts;
                    const float s = 1.0F - t;
                    add(at(s * s * from.x + 2 * s * t * step.a + t * t * step.c,
                           s * s * from.y + 2 * s * t * step.b + t * t * step.d));
                }
                pen = {step.c, step.d};
                break;
            }
            case Step::Kind::Close:
                stroke(ImDrawFlags_Closed);
                break;
            case Step::Kind::Dot:
                stroke(ImDrawFlags_None);
                draw.AddCircleFilled(at(step.a, step.b), step.c * unit, ink);
                break;
        }
    }
    stroke(ImDrawFlags_None);
}

IconExtent icon_extent(Icon icon) {
    IconExtent extent;
    const auto include = [&extent](float x, float y) {
        extent.left = std::min(extent.left, x);
        extent.top = std::min(extent.top, y);
        extent.right = std::max(extent.right, x);
        extent.bottom = std::max(extent.bottom, y);
    };
    for (const Step& step : drawing_of(icon).steps) {
        switch (step.kind) {
            case Step::Kind::Move:
            case Step::Kind::Line:
                include(step.a, step.b);
                break;
            case Step::Kind::Quad:
                include(step.c, step.d);
                break;
            case Step::Kind::Arc:
                for (int part = 0; part <= 16; ++part) {
                    const float angle =
                        radians(step.d + (step.e - step.d) * static_cast<float>(part) / 16.0F);
                    include(step.a + step.c * std::cos(angle), step.b + step.c * std::sin(angle));
                }
                break;
            case Step::Kind::Dot:
                include(step.a - step.c, step.b - step.c);
                include(step.a + step.c, step.b + step.c);
                break;
            case Step::Kind::Close:
                break;
        }
    }
    return extent;
}

}  // namespace crosstalk::ui
