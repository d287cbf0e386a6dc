// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recognition/classifier.h"

#include <QWidget>

#include <optional>

class QAction;
class QBoxLayout;
class QLayout;
class QSlider;

namespace numeral::ui {

class AnswerView;
class DigitPreview;
class InkCanvas;
class ProbabilityBars;

/// The canvas, its tools, and what the network makes of the drawing while it is drawn: one above
/// the other, or side by side where there is more width than height.
class RecognitionPanel : public QWidget {
    Q_OBJECT

public:
    explicit RecognitionPanel(QWidget* parent = nullptr);

    /// Answers with this model from now on.
    void setModel(const Model& model);

    /// Answers with these weights of the same model from now on; weights that read other images
    /// or know another number of classes are passed over.
    void setWeights(const WeightsSnapshot& weights);

    InkCanvas* canvas() const { return m_canvas; }

    /// Moves the pen's slider; a share of the canvas's side.
    void setPenWidth(double share);

    /// The present answer; nothing for an empty canvas or without a model.
    const std::optional<Recognition>& recognition() const { return m_recognition; }

    QAction* undoAction() const { return m_undoAction; }
    QAction* redoAction() const { return m_redoAction; }
    QAction* clearAction() const { return m_clearAction; }

Q_SIGNALS:
    /// The answer may have changed, or there is none any more.
    void answered();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    QLayout* makeTools();
    QLayout* makeResults();
    void prepareInput();
    void answer();

    Model m_model;
    std::optional<Classifier> m_classifier; ///< of the model's weights, once something was drawn
    std::optional<GreyImage> m_input; ///< what the network sees
    std::optional<Recognition> m_recognition;

    QBoxLayout* m_layout;
    InkCanvas* m_canvas;
    QSlider* m_pen;
    AnswerView* m_answer;
    DigitPreview* m_preview;
    ProbabilityBars* m_bars;
    QWidget* m_results;
    QAction* m_undoAction = nullptr;
    QAction* m_redoAction = nullptr;
    QAction* m_clearAction = nullptr;
};

} // namespace numeral::ui
