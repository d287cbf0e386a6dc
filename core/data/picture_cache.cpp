// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_cache.h"

#include "core/base/json_text.h"
#include "core/base/readable_file.h"
#include "core/base/sha256.h"
#include "core/data/idx.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace numeral {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostEntries = 20;
constexpr const char* infoName = "info.json";
constexpr int version = 1; ///< to be raised when the same pictures give other images

std::string digest(const std::string& text, std::size_t digits)
{
    Sha256 sha256;
    sha256.add(text);
    return sha256.hex().substr(0, digits);
}

bool writeImages(const fs::path& file, const ImagePart& part, std::string& checksum)
{
    const std::string header = idxImagesHeader(static_cast<std::uint32_t>(part.size()), part.shape);
    const auto pixels = part.pixels.span();
    const std::string_view body(reinterpret_cast<const char*>(pixels.data()), pixels.size());
    std::ofstream stream(file, std::ios::binary);
    stream.write(header.data(), static_cast<std::streamsize>(header.size()));
    stream.write(body.data(), static_cast<std::streamsize>(body.size()));
    Sha256 sha256;
    sha256.add(header);
    sha256.add(body);
    checksum = sha256.hex();
    return stream.flush().good();
}

nlohmann::json infoOf(const ImagePart& part, const std::string& checksum)
{
    return {{"labels", part.labels}, {"checksum", checksum}};
}

/// Returns false if the file isn't what the cache has written.
bool readImages(const fs::path& file, const nlohmann::json& info, ImagePart& part)
{
    auto images = readIdxImages(file);
    if (!images || images->checksum != info.at("checksum").get<std::string>()) {
        return false;
    }
    part.shape = images->shape;
    part.pixels = std::move(images->pixels);
    part.labels = info.at("labels").get<std::vector<Label>>();
    const bool areKnown = std::all_of(part.labels.begin(), part.labels.end(),
        [&part](Label label) { return label < part.names.size(); });
    return areKnown && part.labels.size() == images->count;
}

} // namespace

PictureCache::PictureCache(fs::path folder, const std::string& place, const std::string& state)
    : m_folder(std::move(folder))
    , m_place(digest(place, 16))
    , m_state(digest(state + std::to_string(version), 32))
{
}

std::optional<DatasetParts> PictureCache::read(DatasetParts parts) const
{
    constexpr std::uint64_t mostBytes = std::uint64_t{1} << 28U;
    const auto text = readWholeFile(entry() / infoName, mostBytes);
    if (!text) {
        return std::nullopt;
    }
    try {
        const nlohmann::json info
            = parseJson({reinterpret_cast<const char*>(text->data()), text->size()});
        parts.training.names = info.at("classes").get<std::vector<std::string>>();
        parts.test.names = parts.training.names;
        for (const auto& remark : info.at("remarks")) {
            parts.remarks.push_back(remark.get<std::string>());
        }
        for (const auto& [name, checksum] : info.at("checksums").items()) {
            parts.checksums[name] = checksum.get<std::string>();
        }
        if (!readImages(entry() / "training", info.at("training"), parts.training)
            || (info.contains("test")
                && !readImages(entry() / "test", info.at("test"), parts.test))) {
            return std::nullopt;
        }
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
    std::error_code ignored;
    fs::last_write_time(entry(), fs::file_time_type::clock::now(), ignored);
    return parts;
}

void PictureCache::write(const DatasetParts& parts) const
{
    std::error_code error;
    const fs::path unfinished = m_folder / (m_place + ".unfinished");
    fs::remove_all(unfinished, error);
    fs::create_directories(unfinished, error);
    std::string checksum;
    bool isWritten = !error && writeImages(unfinished / "training", parts.training, checksum);
    nlohmann::json info{{"classes", parts.training.names}, {"remarks", parts.remarks},
        {"checksums", parts.checksums}, {"training", infoOf(parts.training, checksum)}};
    if (parts.test.size() > 0) {
        isWritten = isWritten && writeImages(unfinished / "test", parts.test, checksum);
        info["test"] = infoOf(parts.test, checksum);
    }
    std::ofstream stream(unfinished / infoName, std::ios::binary);
    isWritten = isWritten && (stream << jsonText(info)).flush().good();
    stream.close();
    if (isWritten) {
        makeRoom();
        fs::rename(unfinished, entry(), error);
    }
    fs::remove_all(unfinished, error);
}

/// Removes this place's earlier states and, if there are too many, the entries unused for longest.
void PictureCache::makeRoom() const
{
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> others;
    for (fs::directory_iterator file(m_folder, error); !error && file != fs::directory_iterator();
         file.increment(error)) {
        const std::string name = file->path().filename().string();
        std::error_code ignored;
        if (name.starts_with(m_place + "-")) {
            fs::remove_all(file->path(), ignored);
        } else if (!name.ends_with(".unfinished")) {
            others.emplace_back(file->last_write_time(ignored), file->path());
        }
    }
    std::sort(others.begin(), others.end());
    for (std::size_t i = 0; i + mostEntries <= others.size(); ++i) {
        fs::remove_all(others[i].second, error);
    }
}

} // namespace numeral
