// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/content_reader.h"

#include <QLabel>

#include <optional>

namespace numeral::ui {

/// The answer of the network that isn't chosen, in a line: "Built-in: 7 · 99.8%". Hidden unless it
/// has a network.
class SecondAnswer final : public QLabel {
    Q_OBJECT

public:
    explicit SecondAnswer(QWidget* parent = nullptr);

    /// Sets the network and its name, or that there is none to show, and reads the content.
    void setModel(const QString& name, const std::optional<Model>& model);

    /// Sets other weights of that network.
    void setWeights(const WeightsSnapshot& weights);

    void read(const CanvasContent& content);

private:
    void showAnswer();

    QString m_name;
    CanvasContent m_content;
    ContentReader m_reader;
};

} // namespace numeral::ui
