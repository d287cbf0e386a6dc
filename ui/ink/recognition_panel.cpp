// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/recognition_panel.h"

#include "ui/ink/answer_view.h"
#include "ui/ink/digit_preview.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/probability_bars.h"

#include <QAction>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

constexpr int margin = 12;
constexpr int spacing = 12;
constexpr int penSteps = 1000; // of the slider, a whole canvas

QToolButton* buttonFor(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setIconSize({20, 20});
    return button;
}

QSlider* penSlider(InkCanvas* canvas)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setObjectName(QStringLiteral("penWidth"));
    slider->setRange(qRound(InkCanvas::leastPenWidth * penSteps),
        qRound(InkCanvas::greatestPenWidth * penSteps));
    slider->setValue(qRound(canvas->penWidth() * penSteps));
    slider->setPageStep(10);
    slider->setMaximumWidth(160);
    slider->setToolTip(
        RecognitionPanel::tr("How wide the pen looks; the network always sees the same width."));
    QObject::connect(slider, &QSlider::valueChanged, canvas,
        [canvas](int value) { canvas->setPenWidth(static_cast<double>(value) / penSteps); });
    return slider;
}

} // namespace

RecognitionPanel::RecognitionPanel(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_canvas(new InkCanvas)
    , m_pen(penSlider(m_canvas))
    , m_answer(new AnswerView)
    , m_preview(new DigitPreview)
    , m_bars(new ProbabilityBars)
    , m_results(new QWidget)
{
    makeActions();
    auto* drawing = new QVBoxLayout;
    drawing->setSpacing(spacing);
    drawing->addWidget(m_canvas, 1);
    drawing->addLayout(makeTools());
    m_layout->setContentsMargins(margin, margin, margin, margin);
    m_layout->setSpacing(spacing);
    m_layout->addLayout(drawing, 3);
    m_results->setLayout(makeResults());
    m_layout->addWidget(m_results, 2);
    m_layout->addStretch(0);

    connect(m_canvas, &InkCanvas::contentChanged, this, &RecognitionPanel::prepareInput);
    prepareInput();
}

void RecognitionPanel::setModel(const Model& model)
{
    m_model = model;
    m_classifier.reset();
    QStringList classes;
    for (const std::string& name : model.classes) {
        classes.append(QString::fromStdString(name));
    }
    m_bars->setClasses(classes);
    m_canvas->setHint(
        model.preprocessing == Preprocessing::Mnist ? tr("Draw a digit here") : tr("Draw here"));
    m_results->setMaximumHeight(m_bars->maximumHeight());
    prepareInput();
}

void RecognitionPanel::setWeights(const WeightsSnapshot& weights)
{
    if (weights && weights->spec().inputs == m_model.image.pixels()
        && weights->spec().outputs == m_model.classes.size()) {
        m_model.weights = weights;
        m_classifier.reset();
        answer();
    }
}

void RecognitionPanel::setPenWidth(double share)
{
    m_pen->setValue(qRound(share * penSteps));
}

void RecognitionPanel::resizeEvent(QResizeEvent* event)
{
    const bool isWide = 4 * width() > 5 * height();
    m_layout->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // The sheet is square: what it can't use belongs to the answer.
    m_canvas->setMaximumHeight(isWide
            ? QWIDGETSIZE_MAX
            : std::max(m_canvas->minimumSizeHint().height(), width() - 2 * margin));
    QWidget::resizeEvent(event);
}

void RecognitionPanel::makeActions()
{
    QUndoStack* stack = m_canvas->undoStack();
    m_undoAction = stack->createUndoAction(this, tr("&Undo"));
    m_undoAction->setIconText(tr("Undo"));
    m_undoAction->setShortcuts(QKeySequence::Undo);
    m_redoAction = stack->createRedoAction(this, tr("&Redo"));
    m_redoAction->setIconText(tr("Redo"));
    m_redoAction->setShortcuts(QKeySequence::Redo);
    m_clearAction = new QAction(tr("C&lear"), this);
    m_clearAction->setToolTip(tr("Empty the canvas"));
    m_clearAction->setShortcut(Qt::Key_Delete);
    m_clearAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_clearAction, &QAction::triggered, m_canvas, &InkCanvas::clear);
    addActions({m_undoAction, m_redoAction, m_clearAction});
}

QLayout* RecognitionPanel::makeTools()
{
    auto* tools = new QHBoxLayout;
    tools->setSpacing(spacing / 2);
    for (QAction* action : {m_undoAction, m_redoAction, m_clearAction}) {
        tools->addWidget(buttonFor(action));
    }
    auto* label = new QLabel(tr("Pe&n"));
    label->setBuddy(m_pen);
    tools->addStretch(1);
    tools->addWidget(label);
    tools->addWidget(m_pen, 2);
    return tools;
}

QLayout* RecognitionPanel::makeResults()
{
    auto* left = new QVBoxLayout;
    left->setSpacing(spacing);
    left->addWidget(m_answer, 1);
    left->addWidget(m_preview, 1);
    auto* results = new QHBoxLayout;
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(2 * spacing);
    results->addLayout(left, 2);
    results->addWidget(m_bars, 3);
    return results;
}

void RecognitionPanel::prepareInput()
{
    m_clearAction->setEnabled(!m_canvas->isEmpty());
    m_input = m_canvas->prepared(m_model.image, m_model.preprocessing);
    m_preview->setImage(m_input);
    answer();
}

void RecognitionPanel::answer()
{
    if (m_input && m_model.weights) {
        if (!m_classifier) {
            m_classifier.emplace(*m_model.weights);
        }
        m_recognition = m_classifier->classify(*m_input);
        const std::size_t label = m_recognition->label;
        m_answer->setAnswer(Answer{
            QString::fromStdString(m_model.classes[label]), m_recognition->probabilities[label]});
        m_bars->setProbabilities(m_recognition->probabilities);
    } else {
        m_recognition.reset();
        m_answer->setAnswer(std::nullopt);
        m_bars->setProbabilities(std::nullopt);
    }
    Q_EMIT answered();
}

} // namespace numeral::ui
