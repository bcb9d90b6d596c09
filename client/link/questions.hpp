// Questions that windows and terminals ask of the server, and their answers. Each is answered or has failed, at the latest
// when the connection ends; none is asked again by itself.
#pragma once

#include <functional>
#include <string>

#include "client/link/requests.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"

namespace crosstalk::link {

// Thread: the loop's.
class Questions {
  public:
    using Tell = std::function<void(model::LinkEvent)>;

    Questions(Requests& requests, Tell tell);

    void ask(const model::Ask& question);
    // Nobody can be asked now.
    void refuse_offline(const model::Ask& question);
    // The connection ended before the answer.
    void lost(const Request& request);
    // False if it is no answer to that question.
    bool take(const Request& request, model::Answer answer);
    void refused(const Request& request, const net::Error& error);

  private:
    void fail(const std::string& ref, const model::Question& question, net::ErrorCode code,
              const std::string& text);

    Requests& requests_;
    Tell tell_;
};

}  // namespace crosstalk::link
