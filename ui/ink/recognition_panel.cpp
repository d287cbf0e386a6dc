// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/recognition_panel.h"

#include "ui/ink/correction_row.h"
#include "ui/ink/digit_preview.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/percent_text.h"
#include "ui/ink/probability_bars.h"
#include "ui/ink/reader_answer.h"
#include "ui/ink/reader_switch.h"
#include "ui/ink/second_answer.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QResizeEvent>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int spacing = 12;
constexpr int penSteps = 1000; // slider steps over the canvas's whole side

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
    slider->setRange(
        qRound(InkCanvas::minPenWidth * penSteps), qRound(InkCanvas::maxPenWidth * penSteps));
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
    , m_tools(new QHBoxLayout)
    , m_canvas(new InkCanvas)
    , m_pen(penSlider(m_canvas))
    , m_readers(new ReaderSwitch)
    , m_answer(new AnswerView)
    , m_second(new SecondAnswer)
    , m_preview(new DigitPreview)
    , m_bars(new ProbabilityBars)
    , m_search(new QLineEdit)
    , m_results(new QWidget)
    , m_correction(new CorrectionRow)
{
    makeActions();
    m_drawing = makeDrawing();
    m_reading = makeReading();
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
    m_layout->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint
    m_layout->addLayout(m_drawing, 3);
    m_layout->addLayout(m_reading, 2);
    m_layout->addStretch(0);

    connect(m_canvas, &InkCanvas::contentChanged, this, [this] {
        m_chosen.reset();
        readContent();
    });
    const auto choose = [this](int digit) {
        m_chosen = digit;
        showAnswer();
    };
    connect(m_answer, &AnswerView::letterChosen, this, choose);
    connect(m_canvas, &InkCanvas::markClicked, this, choose);
    connect(&m_reader, &ContentReader::answered, this, &RecognitionPanel::showAnswer);
    readContent();
}

// The canvas finishes a stroke when it loses the focus, which it does last.
RecognitionPanel::~RecognitionPanel()
{
    m_canvas->disconnect(this);
}

QLayout* RecognitionPanel::makeDrawing()
{
    fillTools();
    auto* drawing = new QVBoxLayout;
    drawing->setSpacing(spacing);
    drawing->addWidget(m_canvas, 1);
    drawing->addLayout(m_tools);
    return drawing;
}

QLayout* RecognitionPanel::makeReading()
{
    m_results->setLayout(makeResults());
    auto* reading = new QVBoxLayout;
    reading->setSpacing(spacing);
    reading->addWidget(m_readers);
    reading->addWidget(m_results, 1);
    reading->addWidget(m_second);
    reading->addWidget(m_correction);
    return reading;
}

void RecognitionPanel::setModel(const Model& model)
{
    m_reader.setModel(model);
    QStringList classes;
    for (const std::string& name : model.classes) {
        classes.append(QString::fromStdString(name));
    }
    m_bars->setClasses(classes);
    m_search->setVisible(model.classes.size() > ProbabilityBars::maxInColumn);
    m_search->clear();
    m_correction->setClasses(classes);
    m_canvas->setHint(model.kind == ClassKind::Digits ? tr("Draw a digit here")
            : model.kind == ClassKind::Letters        ? tr("Draw a letter here")
                                                      : tr("Draw here"));
    // The bars of a few classes need less height than the answer beside them.
    const int answerHeight = m_answer->sizeHint().height() + m_preview->sizeHint().height();
    m_results->setMaximumHeight(std::max(m_bars->maximumHeight(), 2 * answerHeight));
    readContent();
}

void RecognitionPanel::setWeights(const WeightsSnapshot& weights)
{
    m_reader.setWeights(weights);
}

void RecognitionPanel::setSecondModel(const QString& name, const std::optional<Model>& model)
{
    m_second->setModel(name, model);
}

void RecognitionPanel::setSecondWeights(const WeightsSnapshot& weights)
{
    m_second->setWeights(weights);
}

void RecognitionPanel::setAttribution(const std::vector<float>& attribution)
{
    m_preview->setAttribution(attribution);
}

void RecognitionPanel::setPenWidth(double share)
{
    m_pen->setValue(qRound(share * penSteps));
}

/// Whether the panel is more than 1.25 times as wide as high.
bool RecognitionPanel::isWide() const
{
    return 4 * width() > 5 * height();
}

/// Returns a minimum that allows both orientations, so that resizing can switch between them.
QSize RecognitionPanel::minimumSizeHint() const
{
    const QSize drawing = m_drawing->totalMinimumSize();
    const QSize reading = m_reading->totalMinimumSize();
    const QSize stacked(std::max(drawing.width(), reading.width()),
        drawing.height() + 2 * spacing + reading.height());
    const QSize sideBySide(drawing.width() + 2 * spacing + reading.width(),
        std::max(drawing.height(), reading.height()));
    const bool fitsSideBySide = width() >= sideBySide.width();
    return {stacked.width(), fitsSideBySide ? sideBySide.height() : stacked.height()};
}

void RecognitionPanel::resizeEvent(QResizeEvent* event)
{
    m_layout->setDirection(isWide() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // The sheet is square; the height that it can't use goes to the answer.
    m_canvas->setMaximumHeight(
        isWide() ? QWIDGETSIZE_MAX : std::max(m_canvas->minimumSizeHint().height(), width()));
    if (event->oldSize().width() != width()) {
        updateGeometry(); // the minimum height depends on the width
    }
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
    m_clearAction->setToolTip(tr("Clear the drawing (Del)"));
    m_clearAction->setShortcut(Qt::Key_Delete);
    m_clearAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_clearAction, &QAction::triggered, m_canvas, &InkCanvas::clear);
    addActions({m_undoAction, m_redoAction, m_clearAction});
}

void RecognitionPanel::fillTools()
{
    m_tools->setSpacing(spacing / 2);
    for (QAction* action : {m_undoAction, m_redoAction, m_clearAction}) {
        m_tools->addWidget(buttonFor(action));
    }
    auto* label = new QLabel(tr("Pe&n"));
    label->setBuddy(m_pen);
    m_tools->addStretch(1);
    m_tools->addWidget(label);
    m_tools->addWidget(m_pen, 2);
}

void RecognitionPanel::addTool(QAction& action, const QString& name)
{
    auto* button = new QToolButton;
    button->setText(name);
    button->setToolTip(action.text());
    button->setCheckable(true);
    button->setChecked(action.isChecked());
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::toggled, button, &QToolButton::setChecked);
    const int place = m_tools->count() - 3;
    m_tools->insertWidget(place, button);
    setTabOrder(m_tools->itemAt(place - 1)->widget(), button);
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
    m_search->setObjectName(QStringLiteral("searchClasses"));
    m_search->setPlaceholderText(tr("Find a class"));
    m_search->setAccessibleName(tr("Find a class"));
    m_search->setClearButtonEnabled(true);
    m_search->hide();
    connect(m_search, &QLineEdit::textChanged, m_bars, &ProbabilityBars::setSearch);
    auto* right = new QVBoxLayout;
    right->addWidget(m_search);
    right->addWidget(m_bars, 1);
    results->addLayout(right, 3);
    return results;
}

void RecognitionPanel::readContent()
{
    m_clearAction->setEnabled(!m_canvas->isEmpty());
    const CanvasContent content = m_canvas->content();
    m_reader.read(content);
    m_second->read(content);
}

const ReadDigit* RecognitionPanel::chosenDigit() const
{
    const std::vector<ReadDigit>& digits = m_reader.reader().digits();
    const bool isThere = m_chosen && *m_chosen < std::ssize(digits);
    return isThere ? digits.data() + *m_chosen : m_reader.reader().newest();
}

std::optional<Recognition> RecognitionPanel::recognition() const
{
    const ReadDigit* chosen = chosenDigit();
    return chosen != nullptr ? std::optional(chosen->recognition) : std::nullopt;
}

void RecognitionPanel::showAnswer()
{
    const ReadDigit* chosen = chosenDigit();
    const std::vector<ReadDigit>& digits = m_reader.reader().digits();
    if (chosen == nullptr) {
        m_answer->setAnswer(answerWithoutDigits());
    } else {
        m_answer->setAnswer(answerOf(m_reader.reader()));
    }
    const bool isChoice = digits.size() > 1 && text().size() == std::ssize(digits);
    m_answer->setChosen(
        isChoice ? std::optional(static_cast<int>(chosen - digits.data())) : std::nullopt);
    showChosen(chosen);
    m_canvas->setMarks(marks());
    Q_EMIT answered();
}

void RecognitionPanel::showChosen(const ReadDigit* chosen)
{
    if (chosen != nullptr) {
        m_preview->setImage(chosen->input);
        m_bars->setProbabilities(chosen->recognition.probabilities);
        m_correction->setAnswer(chosen->recognition.probabilities, chosen->doubt == Doubt::None);
    } else {
        m_preview->setImage(std::nullopt);
        m_bars->setProbabilities(std::nullopt);
        m_correction->setAnswer({}, false);
    }
}

/// The answer without a digit: that nothing was found in a picture, else none.
std::optional<Answer> RecognitionPanel::answerWithoutDigits() const
{
    if (!m_canvas->hasPicture() || !model().weights || isReading()) {
        return std::nullopt;
    }
    return Answer{tr("–", "no answer"),
        model().kind == ClassKind::Digits ? tr("no digits found") : tr("nothing found"), true};
}

/// The only digit of a drawing gets no mark, since it is obvious where it is.
QList<InkMark> RecognitionPanel::marks() const
{
    QList<InkMark> marks;
    const std::vector<ReadDigit>& digits = m_reader.reader().digits();
    const bool isPicture = m_canvas->hasPicture();
    if (digits.size() == 1 && !isPicture) {
        return marks;
    }
    for (const ReadDigit& digit : digits) {
        const Answer answer = answerTo(digit, m_reader.reader());
        const float probability = digit.recognition.probabilities[digit.recognition.label];
        const double pen = isPicture ? 0 : m_canvas->penWidth() / 2;
        marks.append({m_canvas->placeOf(digit.drawn.box).adjusted(-pen, -pen, pen, pen),
            digit.doubt == Doubt::OutOfDistribution ? QString() : answer.name,
            answer.isDoubtful ? QStringLiteral("?") : percentText(probability, 0),
            answer.isDoubtful, digits.size() > 1 && &digit == chosenDigit()});
    }
    return marks;
}

} // namespace numeral::ui
