// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_content.h"

#include <algorithm>
#include <array>

namespace numeral {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view convert = "convert it to "; // and then the wanted format
constexpr std::string_view download = "the download may have failed";
constexpr std::string_view unpack = "unpack it first";
constexpr std::string_view decompress = "decompress it first";
constexpr std::string_view openAsPicture = "open it as a picture";
constexpr std::string_view openAsModel = "open it as a model";
constexpr std::string_view openAsData = "open its folder as a data set";

struct Kind {
    std::string_view name; ///< with its article
    std::string_view advice; ///< empty if there is none
};

/// Content with these bytes at that offset.
struct Signature {
    std::size_t offset;
    std::string_view bytes;
    Kind kind;
};

constexpr std::array signatures{
    Signature{0, "\x1F\x8B\x08"sv, {"a gzip file", decompress}},
    Signature{0, "BZh"sv, {"a bzip2 file", decompress}},
    Signature{0,
        "\xFD"
        "7zXZ\0"sv,
        {"an xz file", decompress}},
    Signature{0, "\x28\xB5\x2F\xFD"sv, {"a Zstandard file", decompress}},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, {"a 7z archive", unpack}},
    Signature{0, "Rar!\x1A\x07"sv, {"a RAR archive", unpack}},
    Signature{257, "ustar"sv, {"a tar archive", unpack}},
    Signature{0, "\x89HDF\r\n\x1A\n"sv, {"an HDF5 file, as Keras writes", convert}},
    Signature{0, "\x93NUMPY"sv, {"a NumPy array", convert}},
    Signature{0, "GGUF"sv, {"a GGUF model", convert}},
    Signature{4, "TFL3"sv, {"a TensorFlow Lite model", convert}},
    Signature{0, "%PDF-"sv, {"a PDF document", convert}},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, {"a PNG picture", openAsPicture}},
    Signature{0, "\xFF\xD8\xFF"sv, {"a JPEG picture", openAsPicture}},
    Signature{0, "GIF8"sv, {"a GIF picture", openAsPicture}},
    Signature{4, "ftypheic"sv, {"a HEIC photo", convert}},
    Signature{4, "ftypmif1"sv, {"a HEIF photo", convert}},
    Signature{4, "ftypavif"sv, {"an AVIF picture", convert}},
    Signature{0, "\0\0\x08\x01\0"sv, {"an IDX file", openAsData}},
    Signature{0, "\0\0\x08\x03\0"sv, {"an IDX file", openAsData}},
    Signature{0,
        "\x7F"
        "ELF"sv,
        {"a program", {}}},
};

/// Content that starts with this text, in any letter case, after white space.
struct TextBeginning {
    std::string_view text;
    Kind kind;
};

constexpr Kind htmlPage{"an HTML page", download};

constexpr std::array textBeginnings{
    TextBeginning{"<!doctype html"sv, htmlPage},
    TextBeginning{"<html"sv, htmlPage},
    TextBeginning{"<head"sv, htmlPage},
    TextBeginning{"<body"sv, htmlPage},
    TextBeginning{"<title"sv, htmlPage},
    TextBeginning{"<script"sv, htmlPage},
    TextBeginning{"<!--"sv, htmlPage},
    TextBeginning{"<svg"sv, {"an SVG drawing", convert}},
    TextBeginning{"version https://git-lfs.github.com/spec/"sv,
        {"a Git LFS pointer", "fetch the file itself with “git lfs pull”"}},
    TextBeginning{"{"sv, {"a JSON text", {}}},
};

bool hasAt(std::string_view bytes, std::size_t offset, std::string_view wanted)
{
    return bytes.size() >= offset && bytes.substr(offset).starts_with(wanted);
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isText(std::string_view bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r'
            && c != '\f';
    });
}

std::optional<Kind> textKind(std::string_view bytes)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    bytes.remove_prefix(bytes.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n\f"), bytes.size()));
    if (!isText(bytes)) {
        return std::nullopt;
    }
    std::string text(bytes);
    std::transform(text.begin(), text.end(), text.begin(), lowerCase);
    if (text.starts_with("<?xml")) {
        if (text.find("<svg") != std::string::npos) {
            return Kind{"an SVG drawing", convert};
        }
        return text.find("<html") == std::string::npos ? Kind{"an XML document", download}
                                                       : htmlPage;
    }
    const auto* const found = std::find_if(textBeginnings.begin(), textBeginnings.end(),
        [&text](const TextBeginning& beginning) { return text.starts_with(beginning.text); });
    return found == textBeginnings.end() ? std::nullopt : std::optional(found->kind);
}

/// A ZIP archive's first entry tells who wrote it
/// (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3.7).
std::optional<Kind> zipKind(std::string_view bytes)
{
    constexpr std::size_t lengthOffset = 26;
    constexpr std::size_t nameOffset = 30;
    if (bytes.starts_with("PK\x05\x06")) {
        return Kind{"an empty ZIP archive", {}};
    }
    if (!bytes.starts_with("PK\x03\x04")) {
        return std::nullopt;
    }
    std::string_view name;
    if (bytes.size() > nameOffset) {
        const auto low = static_cast<unsigned char>(bytes[lengthOffset]);
        const auto high = static_cast<unsigned char>(bytes[lengthOffset + 1]);
        name = bytes.substr(nameOffset, low + 256U * high);
    }
    if (name.ends_with(".npy")) {
        return Kind{"a NumPy archive (NPZ)", convert};
    }
    if (name.ends_with("/data.pkl")) {
        return Kind{"a PyTorch file", convert};
    }
    if (name == "metadata.json" || name == "model.weights.h5") {
        return Kind{"a Keras model", convert};
    }
    return Kind{"a ZIP archive", unpack};
}

/// Python's pickles start with 0x80, the protocol's number and an opcode. PyTorch's of before 2020
/// start with a magic number.
std::optional<Kind> pickleKind(std::string_view bytes)
{
    constexpr std::string_view oldPyTorch
        = "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19";
    if (bytes.starts_with(oldPyTorch)) {
        return Kind{"a PyTorch file", convert};
    }
    const bool isPickle
        = bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5 && bytes[2] != 0;
    return isPickle ? std::optional(Kind{"a Python pickle", convert}) : std::nullopt;
}

/// A ModelProto starts with its version, a small number (field 1), and its producer's name (field
/// 2) or operator set.
std::optional<Kind> onnxKind(std::string_view bytes)
{
    constexpr char firstField = 0x08;
    constexpr char secondField = 0x12;
    constexpr std::size_t nameOffset = 4;
    if (bytes.size() <= nameOffset || bytes[0] != firstField || bytes[1] < 1 || bytes[1] > 31
        || bytes[2] != secondField || bytes[3] < 1) {
        return std::nullopt;
    }
    const std::string_view name = bytes.substr(nameOffset, static_cast<unsigned char>(bytes[3]));
    return isText(name) ? std::optional(Kind{"an ONNX model", convert}) : std::nullopt;
}

std::optional<Kind> safeTensorsKind(std::string_view bytes)
{
    constexpr std::size_t headerOffset = 8;
    constexpr std::string_view smallLength = "\0\0\0\0"sv; // the upper half of the header's length
    return hasAt(bytes, headerOffset, "{") && hasAt(bytes, 4, smallLength)
        ? std::optional(Kind{"a SafeTensors file", openAsModel})
        : std::nullopt;
}

std::optional<Kind> kindOf(std::string_view bytes)
{
    const auto* const found
        = std::find_if(signatures.begin(), signatures.end(), [bytes](const Signature& signature) {
              return hasAt(bytes, signature.offset, signature.bytes);
          });
    if (found != signatures.end()) {
        return found->kind;
    }
    for (const auto& recognise : {zipKind, pickleKind, onnxKind, safeTensorsKind, textKind}) {
        if (const std::optional<Kind> kind = recognise(bytes)) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> otherContent(
    std::string_view beginning, std::string_view expected, std::string_view format)
{
    const std::optional<Kind> kind = kindOf(beginning.substr(0, recognisedBytes));
    if (!kind || kind->name == expected) {
        return std::nullopt;
    }
    std::string predicate = "is not ";
    predicate.append(expected).append(" but ").append(kind->name);
    if (!kind->advice.empty()) {
        predicate.append("; ").append(kind->advice);
    }
    if (kind->advice == convert) {
        predicate.append(format);
    }
    return predicate;
}

} // namespace numeral
