// Writes the samples as the first inputs of the fuzzers, so that a new message is fuzzed from its sample on.
//   write_corpus FOLDER makes FOLDER/fuzz_from_client/hello and so on.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/net/said.hpp"

namespace {

using namespace crosstalk::net;
using testing_wire::Said;
using testing_wire::Speaker;

const char* fuzzer_of(Speaker speaker) {
    switch (speaker) {
        case Speaker::Client:
            return "fuzz_from_client";
        case Speaker::Server:
            return "fuzz_from_server";
        case Speaker::Journal:
            break;
    }
    return "fuzz_command";
}

void write(const std::filesystem::path& path, const Bytes& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.flush();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_corpus FOLDER\n", stderr);
        return 2;
    }
    try {
        const std::filesystem::path folder = arguments[1];
        Bytes conversation{1, 2, 3, 4};  // where to cut
        for (const Said& said : testing_wire::everything_said()) {
            const Bytes bytes = testing_wire::encoded(said.content);
            write(folder / fuzzer_of(said.speaker()) / said.name, bytes);
            if (said.speaker() == Speaker::Journal) continue;
            Bytes alone{0, 0, 0, 0};
            alone.insert(alone.end(), bytes.begin(), bytes.end());
            write(folder / "fuzz_splitter" / said.name, alone);
            conversation.insert(conversation.end(), bytes.begin(), bytes.end());
        }
        write(folder / "fuzz_splitter" / "conversation", conversation);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "write_corpus: %s. Is there room and a right to write?\n", error.what());
        return 1;
    }
    return 0;
}
