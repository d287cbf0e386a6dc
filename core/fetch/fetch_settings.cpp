// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/fetch_settings.h"

#include "core/base/number_text.h"
#include "core/platform/environment.h"

#include <sstream>

namespace numeral {

FetchSettings fetchSettings()
{
    FetchSettings settings;
    if (const auto urls = platform::environmentVariable("NUMERAL_MIRRORS")) {
        std::istringstream words(*urls);
        settings.mirrors.emplace();
        for (std::string url; words >> url;) {
            settings.mirrors->push_back(url);
        }
    }
    constexpr std::int64_t most = 3600;
    const auto patience = platform::environmentVariable("NUMERAL_FETCH_PATIENCE");
    const auto seconds = parseWhole(patience.value_or(std::string()));
    if (seconds && *seconds >= 1 && *seconds <= most) {
        settings.patience = std::chrono::seconds(*seconds);
    }
    return settings;
}

std::vector<std::string> mirrorsOf(const Download& download, const FetchSettings& settings)
{
    if (!settings.mirrors) {
        return download.mirrors;
    }
    std::vector<std::string> mirrors = *settings.mirrors;
    for (std::string& mirror : mirrors) {
        while (mirror.ends_with('/')) {
            mirror.pop_back();
        }
        mirror.append("/").append(download.id);
    }
    return mirrors;
}

std::string hostOf(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t start = scheme == std::string::npos ? 0 : scheme + 3;
    return url.substr(start, url.find('/', start) - start);
}

} // namespace numeral
