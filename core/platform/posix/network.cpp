// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/platform/network.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

namespace numeral::platform {

namespace {

/// Connects a datagram socket, which chooses the interface and sends nothing.
std::optional<std::string> addressTowards(const addrinfo& host)
{
    const int socket = ::socket(host.ai_family, host.ai_socktype | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        return std::nullopt;
    }
    sockaddr_storage own{};
    socklen_t size = sizeof(own);
    std::array<char, NI_MAXHOST> text{};
    const bool isFound = ::connect(socket, host.ai_addr, host.ai_addrlen) == 0
        && ::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &size) == 0
        && ::getnameinfo(reinterpret_cast<const sockaddr*>(&own), size, text.data(), text.size(),
               nullptr, 0, NI_NUMERICHOST)
            == 0;
    ::close(socket);
    return isFound ? std::optional<std::string>(text.data()) : std::nullopt;
}

} // namespace

std::optional<std::string> addressTowards(const std::string& host)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), "9", &hints, &found) != 0) {
        return std::nullopt;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        if (std::optional<std::string> address = addressTowards(*one)) {
            return address;
        }
    }
    return std::nullopt;
}

bool isLoopback(const std::string& address)
{
    return address.rfind("127.", 0) == 0 || address == "::1";
}

} // namespace numeral::platform
