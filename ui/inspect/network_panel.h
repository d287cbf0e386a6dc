// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/model/predictor.h"
#include "ui/base/job_tracker.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QHBoxLayout;

namespace numeral::ui {

class AttributionView;
class LayerView;

/// A digit that was read, to be explained.
struct ReadInput {
    GreyImage image;
    WeightsSnapshot weights; ///< never null
    std::size_t label = 0; ///< the predicted class
    std::uint8_t paper = 0; ///< grey of an empty image
};

/// Explains the network's answer while the user draws: the attribution of each pixel, and what each
/// hidden layer makes of the digit. Computes nothing while it is hidden. Of large networks, the
/// attribution is computed in the background when the pen rests.
class NetworkPanel final : public QWidget {
    Q_OBJECT

public:
    explicit NetworkPanel(QWidget* parent = nullptr);

    /// Sets the digit to explain; nullopt if there is none.
    void setInput(const std::optional<ReadInput>& input);

    QSize sizeHint() const override { return {600, 150}; }

Q_SIGNALS:
    /// Each pixel's attribution to the answer; empty if it isn't shown.
    void explained(const std::vector<float>& attribution);

protected:
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void explainInput();
    void clear();
    void packWeights();
    void showLayers();
    void startAttribution();
    void showAttribution(const std::vector<float>& attribution);

    std::optional<ReadInput> m_input;
    WeightsSnapshot m_predicting; ///< the weights of m_predictor
    std::shared_ptr<const Predictor> m_predictor;
    QTimer m_rest; ///< until a large network's attribution is computed
    JobTracker m_job;
    bool m_isCurrent = false;
    QHBoxLayout* m_layout;
    AttributionView* m_attribution;
    std::vector<LayerView*> m_layers;
};

} // namespace numeral::ui
