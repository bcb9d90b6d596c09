#include "server/app/program.hpp"

int main(int argc, char** argv) {
    return crosstalk::server::run_program(argc, argv);
}
