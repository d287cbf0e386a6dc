// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/weights.h"

#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;

namespace numeral::ui {

class AttributionView;
class LayerView;

/// A digit that is being read.
struct ReadInput {
    GreyImage image;
    WeightsSnapshot weights; ///< never null
    std::size_t label = 0; ///< what it is read as
};

/// What goes on in the network while somebody draws: why it answers as it does, and how the units
/// of each layer light up. Nothing is computed while it can't be seen.
class NetworkPanel final : public QWidget {
    Q_OBJECT

public:
    explicit NetworkPanel(QWidget* parent = nullptr);

    /// Nothing where nothing is drawn.
    void setInput(const std::optional<ReadInput>& input);

    QSize sizeHint() const override { return {600, 150}; }

Q_SIGNALS:
    /// What each pixel has done for the answer; nothing where that isn't shown.
    void explained(const std::vector<float>& attribution);

protected:
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void explainInput();
    void makeLayers(std::size_t count);

    std::optional<ReadInput> m_input;
    bool m_isCurrent = false;
    QHBoxLayout* m_layout;
    AttributionView* m_attribution;
    std::vector<LayerView*> m_layers;
};

} // namespace numeral::ui
