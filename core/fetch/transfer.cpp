// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/transfer.h"

#include "core/base/counted.h"
#include "core/base/number_text.h"
#include "core/fetch/transfer_fault.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

namespace numeral {

namespace {

constexpr long statusPartial = 206;
constexpr long statusNoSuchRange = 416;

struct CloseEasy {
    void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
};
struct CloseMulti {
    void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
};

/// What arrives, checked against what was asked for.
class Arrival {
public:
    Arrival(CURL* easy, const TransferRequest& request, platform::PartFile& part)
        : m_easy(easy)
        , m_request(request)
        , m_part(part)
    {
    }

    /// Returns false if the transfer is to end; `outcome` says why.
    bool take(std::string_view bytes)
    {
        if (!m_isChecked && !check()) {
            return false;
        }
        if (m_part.size() + bytes.size() > m_request.most) {
            return refuse("sends more bytes than the file has");
        }
        m_written = m_part.append(bytes);
        return m_written.has_value();
    }

    const Result<void>& written() const { return m_written; }
    const std::optional<TransferOutcome>& outcome() const { return m_outcome; }

private:
    bool check()
    {
        m_isChecked = true;
        long status = 0;
        ::curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &status);
        curl_off_t length = -1;
        ::curl_easy_getinfo(m_easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        if (m_part.size() > 0 && status == statusPartial) {
            return isTheRest() || end({TransferEnd::Unresumable, {}});
        }
        if (m_request.isExact && length >= 0
            && static_cast<std::uint64_t>(length) != m_request.most) {
            return refuse(
                "has another file, of " + counted(static_cast<std::uint64_t>(length), "byte"));
        }
        m_written = m_part.clear();
        return m_written.has_value();
    }

    /// Whether the answer is what follows to the part of a file of the size that is asked for:
    /// "Content-Range: bytes 100-199/200".
    bool isTheRest() const
    {
        curl_header* header = nullptr;
        if (::curl_easy_header(m_easy, "Content-Range", 0, CURLH_HEADER, -1, &header)
            != CURLHE_OK) {
            return false;
        }
        std::string_view range = header->value;
        constexpr std::string_view unit = "bytes ";
        const std::size_t dash = range.find('-');
        const std::size_t slash = range.find('/');
        if (!range.starts_with(unit) || dash == std::string_view::npos
            || slash == std::string_view::npos || slash < dash) {
            return false;
        }
        const auto first = parseWhole(range.substr(unit.size(), dash - unit.size()));
        const auto total = parseWhole(range.substr(slash + 1));
        return first && static_cast<std::uint64_t>(*first) == m_part.size()
            && (!m_request.isExact || !total
                || static_cast<std::uint64_t>(*total) == m_request.most);
    }

    bool refuse(std::string fault) { return end({TransferEnd::Failed, std::move(fault)}); }

    bool end(TransferOutcome outcome)
    {
        m_outcome = std::move(outcome);
        return false;
    }

    CURL* m_easy;
    const TransferRequest& m_request;
    platform::PartFile& m_part;
    bool m_isChecked = false;
    Result<void> m_written;
    std::optional<TransferOutcome> m_outcome;
};

std::size_t arrived(char* bytes, std::size_t size, std::size_t count, void* arrival)
{
    const std::size_t length = size * count;
    return static_cast<Arrival*>(arrival)->take({bytes, length}) ? length : CURL_WRITEFUNC_ERROR;
}

void setUp(CURL* easy, const TransferRequest& request, std::uint64_t from, Arrival& arrival)
{
    constexpr long mostRedirects = 5;
    constexpr long leastBytesPerSecond = 10'000;
    const auto seconds = static_cast<long>(request.patience.count());
    ::curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    ::curl_easy_setopt(easy, CURLOPT_USERAGENT, "Numeral");
    ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // don't wait for a name server
    ::curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
    ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR,
        request.url.starts_with("https:") ? "https" : "http,https");
    ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    ::curl_easy_setopt(easy, CURLOPT_MAXREDIRS, mostRedirects);
    ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, seconds);
    ::curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, seconds);
    ::curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, leastBytesPerSecond);
    if (from > 0) {
        ::curl_easy_setopt(easy, CURLOPT_RANGE, (std::to_string(from) + '-').c_str());
    }
    ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &arrived);
    ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, &arrival);
}

/// Runs the transfer to its end; nullopt if it was cancelled.
std::optional<CURLcode> perform(CURLM* multi, const std::function<bool()>& shouldContinue)
{
    constexpr int longestWait = 100; // milliseconds until the next call of shouldContinue
    int running = 1;
    while (running > 0) {
        if (!shouldContinue()) {
            return std::nullopt;
        }
        if (::curl_multi_perform(multi, &running) != CURLM_OK
            || (running > 0
                && ::curl_multi_poll(multi, nullptr, 0, longestWait, nullptr) != CURLM_OK)) {
            return CURLE_OUT_OF_MEMORY;
        }
    }
    int left = 0;
    const CURLMsg* const message = ::curl_multi_info_read(multi, &left);
    return message != nullptr ? message->data.result : CURLE_OUT_OF_MEMORY;
}

} // namespace

Result<TransferOutcome> transfer(const TransferRequest& request, platform::PartFile& part,
    const std::function<bool(std::uint64_t bytes)>& shouldContinue)
{
    static const CURLcode ready = ::curl_global_init(CURL_GLOBAL_DEFAULT); // once, on one thread
    const std::unique_ptr<CURLM, CloseMulti> multi(
        ready == CURLE_OK ? ::curl_multi_init() : nullptr);
    const std::unique_ptr<CURL, CloseEasy> easy(ready == CURLE_OK ? ::curl_easy_init() : nullptr);
    if (multi == nullptr || easy == nullptr) {
        return TransferOutcome{
            TransferEnd::Failed, transferFault(CURLE_OUT_OF_MEMORY, 0, request.patience)};
    }
    const std::uint64_t from = part.size();
    Arrival arrival(easy.get(), request, part);
    setUp(easy.get(), request, from, arrival);
    ::curl_multi_add_handle(multi.get(), easy.get());
    const std::optional<CURLcode> code
        = perform(multi.get(), [&] { return shouldContinue(part.size()); });
    long status = 0;
    ::curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    ::curl_multi_remove_handle(multi.get(), easy.get());
    if (!arrival.written()) {
        return tl::unexpected(arrival.written().error());
    }
    if (arrival.outcome()) {
        return *arrival.outcome();
    }
    if (!code) {
        return TransferOutcome{TransferEnd::Cancelled, {}};
    }
    if (from > 0 && *code == CURLE_HTTP_RETURNED_ERROR && status == statusNoSuchRange) {
        return TransferOutcome{TransferEnd::Unresumable, {}};
    }
    if (*code != CURLE_OK) {
        return TransferOutcome{TransferEnd::Failed, transferFault(*code, status, request.patience)};
    }
    if (request.isExact && part.size() != request.most) {
        return TransferOutcome{
            TransferEnd::Failed, transferFault(CURLE_PARTIAL_FILE, status, request.patience)};
    }
    return TransferOutcome{TransferEnd::Complete, {}};
}

} // namespace numeral
