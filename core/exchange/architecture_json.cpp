// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/architecture_json.h"

#include "core/exchange/strict_json.h"

namespace numeral {

std::string architectureText(const Architecture& architecture)
{
    nlohmann::json json{{"inputs", architecture.inputs()}, {"hidden", architecture.hidden()},
        {"outputs", architecture.outputs()}};
    if (const ConvolutionalNetwork* network = architecture.convolutional()) {
        json["blocks"] = nlohmann::json::array();
        for (const ConvolutionBlock& block : network->blocks) {
            json["blocks"].push_back({{"channels", block.channels}, {"kernel", block.kernel},
                {"pooling", block.pooling}});
        }
    }
    return canonicalText(json);
}

} // namespace numeral
