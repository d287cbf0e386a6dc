// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/teaching.h"

#include "core/data/drawings.h"
#include "core/training/pen_letters.h"
#include "ui/appearance/first_paint.h"
#include "ui/base/activity.h"
#include "ui/data/data_panel.h"
#include "ui/ink/correction_row.h"
#include "ui/ink/recognition_panel.h"
#include "ui/teaching/lesson.h"
#include "ui/teaching/own_drawings.h"
#include "ui/teaching/own_drawings_panel.h"
#include "ui/window/drawing_export.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/panel_dock.h"
#include "ui/window/run_keeper.h"
#include "ui/window/window_memory.h"

#include <QAction>
#include <QMainWindow>
#include <QStatusBar>

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::milliseconds noticeTime{5000};

/// Makes a record of what was drawn and of its image; what comes from a picture has no ink.
InkRecord recordOf(const ReadDigit& read, std::optional<std::string> label)
{
    return {read.drawn.ink, std::nullopt, std::move(label), read.prepared};
}

} // namespace

Teaching::Teaching(const EngineSource& engineSource, QObject* parent)
    : QObject(parent)
    , m_drawings(new OwnDrawings(drawingFolder(), this))
    , m_lesson(new Lesson(engineSource, this))
    , m_panel(new OwnDrawingsPanel(*m_drawings, *m_lesson))
{
}

Teaching::~Teaching() = default;

QList<QAction*> Teaching::lessonActions() const
{
    return {m_panel->learnAction(), m_panel->undoAction()};
}

QList<QAction*> Teaching::exportActions() const
{
    return {m_panel->exportImagesAction(), m_panel->exportInkAction()};
}

void Teaching::connectParts(const TeachingParts& parts)
{
    m_parts.emplace(parts);
    connectDrawing();
    connectLessons();
    connectActivity();
    connect(m_panel->exportImagesAction(), &QAction::triggered, this, [this] {
        exportDrawingImages(m_parts->window, m_exporting, m_parts->messages, m_drawings->records());
    });
    connect(m_panel->exportInkAction(), &QAction::triggered, this, [this] {
        exportDrawingInk(m_parts->window, m_exporting, m_parts->messages, m_drawings->records());
    });
    connect(m_drawings, &OwnDrawings::failed, &parts.messages, &MessageBar::showError);
    afterFirstPaint(parts.window, [this] { m_drawings->load(); });
}

void Teaching::connectDrawing()
{
    RecognitionPanel& drawing = m_parts->drawing;
    connect(&drawing.correction(), &CorrectionRow::chosen, this, &Teaching::keepDrawing);
    connect(&drawing, &RecognitionPanel::answered, this, &Teaching::showLabel);
    connect(m_drawings, &OwnDrawings::rowsRemoved, this, &Teaching::showLabel);
    connect(m_drawings, &OwnDrawings::rowsInserted, this, &Teaching::showLabel);
    // During a run the model changes too fast for the captions to follow.
    const auto showReader = [this] {
        const Model& model = m_parts->store.model();
        if (!m_parts->session.isActive()) {
            m_drawings->setReader(model);
        }
    };
    connect(&m_parts->store, &ModelStore::modelChanged, this, showReader);
    showReader();
}

void Teaching::connectLessons()
{
    connect(m_panel->learnAction(), &QAction::triggered, this, &Teaching::learn);
    connect(m_panel->undoAction(), &QAction::triggered, this, &Teaching::undo);
    connect(m_lesson, &Lesson::finished, this, &Teaching::applyResult);
    connect(m_lesson, &Lesson::failed, &m_parts->messages, &MessageBar::showError);
    connect(m_lesson, &Lesson::finished, &m_parts->messages, &MessageBar::hideError);
    connect(m_lesson, &Lesson::stateChanged, this, &Teaching::showResult);
    connect(&m_parts->store, &ModelStore::modelChanged, this, &Teaching::showResult);
}

void Teaching::connectActivity()
{
    Activity& activity = m_parts->activity;
    activity.define(Activity::LessonActive, *this, [this] { return m_lesson->isActive(); });
    activity.define(Activity::WritingFiles, *this, [this] { return m_exporting.isBusy(); });
    activity.define(Activity::LessonApplied, *this, [this] { return isTaught(); });
    activity.define(Activity::OwnDrawingsKept, *this, [this] { return m_drawings->hasKnown(); });
    const auto update = [&activity] { activity.update(); };
    connect(&m_exporting, &JobTracker::becameIdle, &activity, update);
    connect(m_lesson, &Lesson::stateChanged, &activity, update);
    connect(&m_parts->store, &ModelStore::modelChanged, &activity, update);
    connect(m_drawings, &OwnDrawings::rowsInserted, &activity, update);
    connect(m_drawings, &OwnDrawings::rowsRemoved, &activity, update);
    connect(m_drawings, &OwnDrawings::dataChanged, &activity, update);
    activity.govern(Activity::Operation::StartLesson, *m_panel->learnAction());
    activity.govern(Activity::Operation::UndoLesson, *m_panel->undoAction());
    activity.update();
}

void Teaching::keepDrawing(std::size_t label)
{
    const ReadDigit* drawn = m_parts->drawing.chosenDigit();
    if (drawn == nullptr) {
        return;
    }
    const bool isFirst = m_drawings->rowCount() == 0;
    const std::string& name = m_parts->drawing.model().classes[label];
    m_drawings->keep(recordOf(*drawn, name));
    m_parts->window.statusBar()->showMessage(
        tr("Added to My drawings as “%1”.").arg(QString::fromStdString(name)),
        static_cast<int>(noticeTime.count()));
    if (isFirst) {
        showPanel(*m_panel); // shows where the drawing is kept and can be learnt from
    }
}

/// Shows the label that the user gave to what is chosen.
void Teaching::showLabel()
{
    const ReadDigit* drawn = m_parts->drawing.chosenDigit();
    const std::optional<std::string> label
        = drawn != nullptr ? m_drawings->labelOf(recordOf(*drawn, std::nullopt)) : std::nullopt;
    m_parts->drawing.correction().setUserLabel(
        label ? classOf(m_parts->drawing.model().classes, *label) : std::nullopt);
}

bool Teaching::isTaught() const
{
    return !m_steps.empty()
        && m_steps.back().result.model.weights == m_parts->store.model().weights;
}

void Teaching::learn()
{
    std::shared_ptr<const Dataset> data = m_parts->data.dataset();
    const Model& current = m_parts->store.model();
    if (const Result<void> fits = checkRehearsal(current, *data); !fits) {
        if (!hasLearntPenLetters(current)) {
            m_parts->messages.showError(fits.error());
            return;
        }
        data.reset(); // such letters are drawn anew
    }
    if (!isTaught()) {
        m_steps.clear(); // they belong to another network
    }
    showPanel(*m_panel);
    m_lesson->start({current.weights, m_steps.empty() ? current : m_steps.front().before,
        m_drawings->records(), data});
}

void Teaching::applyResult(const FineTuningResult& result)
{
    ModelStore& store = m_parts->store;
    m_steps.push_back({store.model(), store.origin(), store.state(), rememberedModel(), result});
    const std::string data
        = hasLearntPenLetters(result.model) ? "letters" : m_parts->data.dataset()->name;
    m_parts->keeper.begin(data + " and my drawings");
    m_parts->keeper.finish(result.model);
    store.use(result.model, tr("%1, taught your drawings").arg(m_steps.front().originBefore));
}

void Teaching::undo()
{
    const Step step = std::move(m_steps.back());
    m_steps.pop_back();
    m_parts->keeper.keepChosenModel();
    rememberModel(step.rememberedBefore);
    m_parts->store.restore(step.stateBefore);
}

void Teaching::showResult()
{
    m_panel->setResult(isTaught() ? std::optional(m_steps.back().result) : std::nullopt);
}

} // namespace numeral::ui
