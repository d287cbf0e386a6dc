// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"

#include "core/base/json_text.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace numeral {

LabelledImages::LabelledImages(
    ImageShape shape, Bytes pixels, SharedLabels labels, const ImageLook& look)
    : m_shape(shape)
    , m_pixels(std::move(pixels))
    , m_labels(std::move(labels))
    , m_look(look)
{
    assert(m_pixels.size() == m_labels->size() * m_shape.pixels());
}

LabelledImages::LabelledImages(ImageShape shape, std::vector<std::uint8_t> pixels,
    std::vector<Label> labels, const ImageLook& look)
    : LabelledImages(shape, Bytes(std::move(pixels)),
        std::make_shared<const std::vector<Label>>(std::move(labels)), look)
{
}

Result<void> checkIntact(const Dataset& dataset)
{
    if (dataset.training.intact() && dataset.test.intact()) {
        return {};
    }
    return failure(ErrorCode::FileUnreadable,
        "The images of “" + dataset.name
            + "” can't be read any more: their file became shorter meanwhile, or its disk failed.");
}

std::string provenanceJson(const Dataset& dataset)
{
    nlohmann::ordered_json json{{"name", dataset.name}, {"sha256", dataset.checksums}};
    if (dataset.corrections.any() || neededCorrections(dataset.found).any()) {
        json["corrections"] = {
            {"stretch", dataset.corrections.stretch},
            {"invert", dataset.corrections.invert},
            {"transpose", dataset.corrections.transpose},
            {"centre", dataset.corrections.centre},
        };
        if (dataset.corrections.side != 0) {
            json["corrections"]["side"] = dataset.corrections.side;
        }
    }
    if (!dataset.edits.empty()) {
        json["edits"] = parseOrderedJson(toJson(dataset.edits));
    }
    return jsonText(json);
}

DataEdits recordedEdits(const std::string& provenance)
{
    const auto json = parseOrderedJson(provenance);
    return json.is_object() && json.contains("edits")
        ? parseDataEdits(jsonText(json["edits"])).value_or(DataEdits())
        : DataEdits();
}

std::string testProvenance(const std::string& provenance)
{
    auto json = parseOrderedJson(provenance);
    if (!json.is_object() || !json.contains("edits") || !json["edits"].is_object()) {
        return provenance;
    }
    json["edits"].erase("training");
    if (json["edits"].empty()) {
        json.erase("edits");
    }
    return jsonText(json);
}

std::string titleOf(const Dataset& dataset)
{
    return dataset.edits.empty() ? dataset.name
                                 : dataset.name + " (" + summaryOf(dataset.edits) + ")";
}

std::size_t recordedSide(const std::string& provenance)
{
    const nlohmann::json::json_pointer place("/corrections/side");
    const auto json = parseJson(provenance);
    const bool isThere
        = json.is_object() && json.contains(place) && json.at(place).is_number_unsigned();
    return isThere ? std::min(json.at(place).get<std::size_t>(), mostSide) : 0;
}

LookChoices recordedCorrections(const std::string& provenance, const Dataset& dataset)
{
    const auto json = parseJson(provenance);
    LookChoices choices;
    if (!json.is_object() || json.value("sha256", nlohmann::json()) != dataset.checksums) {
        return choices;
    }
    choices.centre = false; // also where it isn't recorded, as before it could be
    const auto recorded = json.find("corrections");
    if (recorded != json.end() && recorded->is_object()) {
        const auto choice = [&recorded](const char* key) -> std::optional<bool> {
            const auto value = recorded->find(key);
            return value != recorded->end() && value->is_boolean()
                ? std::optional<bool>(value->get<bool>())
                : std::nullopt;
        };
        choices.stretch = choice("stretch");
        choices.invert = choice("invert");
        choices.transpose = choice("transpose");
        choices.centre = choice("centre").value_or(false);
        choices.side = recordedSide(provenance);
    }
    return choices;
}

} // namespace numeral
