// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/reader.h"
#include "ui/base/job_tracker.h"
#include "ui/ink/answer_view.h"
#include "ui/ink/ink_marks.h"

#include <QWidget>

#include <optional>

class QAction;
class QBoxLayout;
class QHBoxLayout;
class QLayout;
class QSlider;

namespace numeral::ui {

class CorrectionRow;
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

    /// Where the chosen digit's answer is corrected.
    CorrectionRow& correction() const { return *m_correction; }

    /// Adds a button that does what the action does, under a name of its own.
    void addTool(QAction& action, const QString& name);

    /// Colours the pixels that the network sees by what each has done for the answer; with nothing
    /// they are as they are.
    void setAttribution(const std::vector<float>& attribution);

    /// Moves the pen's slider; a share of the canvas's side.
    void setPenWidth(double share);

    /// What is read now; of several digits the chosen one. Nothing for an empty canvas or without a
    /// model.
    std::optional<Recognition> recognition() const;

    /// The digit of that answer: the one that the user has chosen since the last stroke, or else
    /// the one that was drawn last; null without one.
    const ReadDigit* chosenDigit() const;
    const Model& model() const { return m_reader.model(); }

    /// Whether a picture is being read, beside the window; `answered` follows.
    bool isReading() const { return m_pictureReading.latest() != nullptr; }

    /// All digits that are read, from left to right, as one text.
    QString text() const { return QString::fromStdString(m_reader.text()); }

    QSize minimumSizeHint() const override;

    QAction* undoAction() const { return m_undoAction; }
    QAction* redoAction() const { return m_redoAction; }
    QAction* clearAction() const { return m_clearAction; }

Q_SIGNALS:
    /// The answer may have changed, or it is another digit's, or there is none any more.
    void answered();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isWide() const;
    void makeActions();
    void fillTools();
    QLayout* makeDrawing();
    QLayout* makeReading();
    QLayout* makeResults();
    void readContent();
    void readPicture(const GreyImage& picture);
    void showAnswer();
    void showChosen(const ReadDigit* chosen);
    Answer answerOf(const ReadDigit& digit) const;
    Answer answerOfAll() const;
    std::optional<Answer> answerToNothing() const;
    QList<InkMark> marks() const;

    Reader m_reader;
    JobTracker m_pictureReading; ///< a photo takes longer than a frame
    std::optional<int> m_chosen; ///< by the user, counted from the left

    QBoxLayout* m_layout;
    QLayout* m_drawing; ///< canvas and tools
    QLayout* m_reading; ///< the answer and its correction
    QHBoxLayout* m_tools;
    InkCanvas* m_canvas;
    QSlider* m_pen;
    AnswerView* m_answer;
    DigitPreview* m_preview;
    ProbabilityBars* m_bars;
    QWidget* m_results;
    CorrectionRow* m_correction;
    QAction* m_undoAction = nullptr;
    QAction* m_redoAction = nullptr;
    QAction* m_clearAction = nullptr;
};

} // namespace numeral::ui
