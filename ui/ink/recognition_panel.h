// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/answer_view.h"
#include "ui/ink/content_reader.h"
#include "ui/ink/ink_marks.h"

#include <QWidget>

#include <optional>

class QAction;
class QBoxLayout;
class QHBoxLayout;
class QLayout;
class QLineEdit;
class QSlider;

namespace numeral::ui {

class CorrectionRow;
class DigitPreview;
class InkCanvas;
class ProbabilityBars;
class ReaderSwitch;
class SecondAnswer;

/// The canvas with its tools, and the network's answer, updated while the user draws: stacked, or
/// side by side if the panel is clearly wider than high.
class RecognitionPanel : public QWidget {
    Q_OBJECT

public:
    explicit RecognitionPanel(QWidget* parent = nullptr);
    ~RecognitionPanel() override;

    /// Answers with this model from now on.
    void setModel(const Model& model);

    /// Answers with these weights of the same model from now on; ignores weights for another image
    /// size or number of classes.
    void setWeights(const WeightsSnapshot& weights);

    /// Sets the network that answers beside it, with its name, or that none does.
    void setSecondModel(const QString& name, const std::optional<Model>& model);
    void setSecondWeights(const WeightsSnapshot& weights);

    InkCanvas* canvas() const { return m_canvas; }

    /// Above the answer: which network reads.
    ReaderSwitch& readers() const { return *m_readers; }

    /// The row of buttons that corrects the chosen digit's answer.
    CorrectionRow& correction() const { return *m_correction; }

    /// Adds a button that triggers the action, with a text of its own.
    void addTool(QAction& action, const QString& name);

    /// Colours the network's input pixels by their attribution to the answer; if it is empty they
    /// stay grey.
    void setAttribution(const std::vector<float>& attribution);

    /// Sets the pen's slider, as a share of the canvas's side.
    void setPenWidth(double share);

    /// The current answer, of several digits the chosen one's; nullopt for an empty canvas or
    /// without a model.
    std::optional<Recognition> recognition() const;

    /// The digit of that answer: the one that the user has chosen since the canvas last changed, or
    /// else the one drawn last; null if there is none.
    const ReadDigit* chosenDigit() const;
    const Model& model() const { return m_reader.reader().model(); }

    /// Whether a picture is being read in the background; `answered` follows.
    bool isReading() const { return m_reader.isReading(); }

    /// All digits in reading order, as one string.
    QString text() const { return QString::fromStdString(m_reader.reader().text()); }

    QSize minimumSizeHint() const override;

    QAction* undoAction() const { return m_undoAction; }
    QAction* redoAction() const { return m_redoAction; }
    QAction* clearAction() const { return m_clearAction; }

Q_SIGNALS:
    /// The answer or the chosen digit may have changed, or there is no answer any more.
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
    void showAnswer();
    void showChosen(const ReadDigit* chosen);
    std::optional<Answer> answerWithoutDigits() const;
    QList<InkMark> marks() const;

    ContentReader m_reader;
    std::optional<int> m_chosen; ///< by the user, in reading order

    QBoxLayout* m_layout;
    QLayout* m_drawing; ///< canvas and tools
    QLayout* m_reading; ///< the answer and its correction
    QHBoxLayout* m_tools;
    InkCanvas* m_canvas;
    QSlider* m_pen;
    ReaderSwitch* m_readers;
    AnswerView* m_answer;
    SecondAnswer* m_second;
    DigitPreview* m_preview;
    ProbabilityBars* m_bars;
    QLineEdit* m_search; ///< of the bars; hidden where all are easy to find
    QWidget* m_results;
    CorrectionRow* m_correction;
    QAction* m_undoAction = nullptr;
    QAction* m_redoAction = nullptr;
    QAction* m_clearAction = nullptr;
};

} // namespace numeral::ui
