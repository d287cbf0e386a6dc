// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/transfer_fault.h"

#include "core/base/counted.h"

#include <curl/curl.h>

namespace numeral {

namespace {

std::string statusFault(long status)
{
    constexpr long forbidden = 403;
    constexpr long notFound = 404;
    constexpr long gone = 410;
    constexpr long serverFaults = 500;
    std::string fault = "answered " + std::to_string(status);
    if (status == notFound || status == gone) {
        fault.append(" (the file is not there)");
    } else if (status == forbidden) {
        fault.append(" (access denied)");
    } else if (status >= serverFaults) {
        fault.append(" (the server has a fault)");
    }
    return fault;
}

} // namespace

std::string transferFault(int code, long status, std::chrono::seconds patience)
{
    switch (code) {
    case CURLE_HTTP_RETURNED_ERROR:
        return statusFault(status);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return "could not be found; this computer may be offline";
    case CURLE_COULDNT_CONNECT:
        return "could not be reached";
    case CURLE_OPERATION_TIMEDOUT:
        return "did not answer, or sent next to nothing, for "
            + counted(static_cast<std::uint64_t>(patience.count()), "second");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
        return "broke off the connection";
    case CURLE_TOO_MANY_REDIRECTS:
        return "redirects too often";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return "is, or redirects to, an address that is not allowed";
    case CURLE_FILESIZE_EXCEEDED:
        return "has a file that is too large";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return "has a certificate that could not be verified";
    case CURLE_OUT_OF_MEMORY:
        return "could not be asked for lack of memory";
    default:
        return std::string("failed: ").append(::curl_easy_strerror(static_cast<CURLcode>(code)));
    }
}

} // namespace numeral
