// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/manual/roff.h"

#include <algorithm>
#include <cctype>

namespace numeral::manual {
namespace {

std::string inCapitals(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    return text;
}

std::string withSmallInitial(std::string text)
{
    if (!text.empty()) {
        text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    }
    return text;
}

} // namespace

std::string escaped(const std::string& text)
{
    std::string result;
    bool startsLine = true;
    for (const char letter : text) {
        if (startsLine && (letter == '.' || letter == '\'')) {
            result += "\\&";
        }
        if (letter == '\\') {
            result += "\\(rs";
        } else if (letter == '-') {
            result += "\\-";
        } else if (letter == '"') {
            result += "\\(dq"; // a plain one would end a macro's argument
        } else {
            result += letter;
        }
        startsLine = letter == '\n';
    }
    return result;
}

std::string pageHead(
    const std::string& program, const std::string& version, const std::string& summary)
{
    return ".TH \"" + escaped(inCapitals(program)) + R"(" 1 "" "Numeral )" + escaped(version)
        + "\" \"User Commands\"\n" + section("NAME") + escaped(program) + " \\- "
        + escaped(withSmallInitial(summary)) + '\n';
}

std::string section(const std::string& title)
{
    return ".SH \"" + escaped(title) + "\"\n";
}

std::string subsection(const std::string& title)
{
    return ".SS \"" + escaped(title) + "\"\n";
}

std::string entry(const std::string& term, const std::string& description)
{
    return ".TP\n.B \"" + escaped(term) + "\"\n" + escaped(description) + '\n';
}

} // namespace numeral::manual
