// A stand-in for crosstalk and crosstalk-cli as tools/run sees them: it writes down how it was called and stays open
// until its standard input ends; an input that begins with a digit becomes its exit status.

#include <fstream>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
    const std::string program = arguments[0];
    std::ofstream calls("calls", std::ios::app);
    calls << program.substr(program.rfind('/') + 1);
    for (int i = 1; i < count; ++i)
        calls << ' ' << arguments[i];
    calls << std::endl;
    std::string line;
    std::getline(std::cin, line);
    return line.empty() ? 0 : line[0] - '0';
}
