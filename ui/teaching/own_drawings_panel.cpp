// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/own_drawings_panel.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"
#include "ui/base/accessible.h"
#include "ui/base/focus_keeper.h"
#include "ui/teaching/lesson.h"
#include "ui/teaching/own_drawings.h"
#include "ui/teaching/score_table.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QStyleOptionToolButton>
#include <QToolButton>

namespace numeral::ui {

namespace {

constexpr QSize pictureSize(56, 56);
constexpr int progressSteps = 1000;

QAction* makeAction(QObject* parent, const char* name, const char* icon, const QString& text)
{
    auto* action = new QAction(themedIcon(QLatin1String(icon)), text, parent);
    action->setObjectName(QLatin1String(name));
    return action;
}

/// A button that opens a menu, without the arrow, which would be painted over its text.
class MenuButton final : public QToolButton {
protected:
    void initStyleOption(QStyleOptionToolButton* option) const override
    {
        QToolButton::initStyleOption(option);
        option->features &= ~QStyleOptionToolButton::HasMenu;
    }
};

QToolButton* buttonFor(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

} // namespace

OwnDrawingsPanel::OwnDrawingsPanel(OwnDrawings& drawings, Lesson& lesson, QWidget* parent)
    : QWidget(parent)
    , m_drawings(drawings)
    , m_lesson(lesson)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_list(new QListView)
    , m_hint(new QLabel(m_list->viewport()))
    , m_count(new QLabel)
    , m_lessonPages(new QStackedWidget)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_scores(new ScoreTable)
{
    makeActions();
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing::margin);
    m_layout->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint
    m_listColumn = makeListColumn();
    m_lessonColumn = makeLessonColumn();
    m_layout->addWidget(m_listColumn, 1);
    m_layout->addWidget(m_lessonColumn);

    for (const auto signal : {&OwnDrawings::rowsInserted, &OwnDrawings::rowsRemoved}) {
        connect(&m_drawings, signal, this, &OwnDrawingsPanel::showState);
    }
    connect(&m_drawings, &OwnDrawings::restorableChanged, this, &OwnDrawingsPanel::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &OwnDrawingsPanel::showState);
    connect(&m_lesson, &Lesson::stateChanged, this, &OwnDrawingsPanel::showState);
    connect(
        &m_lesson, &Lesson::finished, this, // once the scores are shown
        [this] { announce(*this, m_scores->sentence()); }, Qt::QueuedConnection);
    connect(&m_lesson, &Lesson::progressed, m_progress,
        [this](double share) { m_progress->setValue(static_cast<int>(share * progressSteps)); });
    showState();
}

void OwnDrawingsPanel::makeActions()
{
    m_learn = makeAction(this, "learn", "learn", tr("&Learn from My Drawings"));
    m_learn->setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
    m_learn->setToolTip(
        tr("Fine-tune the current network on your drawings, mixed with the data set so "
           "that it forgets nothing. Takes a few seconds"));
    m_undo = makeAction(this, "undoLesson", "undo", tr("&Undo Learning"));
    m_undo->setToolTip(tr("Go back to the weights before the last lesson"));
    m_delete = makeAction(this, "deleteDrawings", "clear", tr("Delete"));
    m_delete->setToolTip(tr("Delete the selected drawings (Del)"));
    m_restore = makeAction(this, "restoreDrawings", "undo", tr("Restore"));
    m_restore->setToolTip(tr("Restore the drawings deleted last"));
    m_exportImages
        = makeAction(this, "exportDrawingImages", "export", tr("My Drawings as &Images (IDX)…"));
    m_exportInk
        = makeAction(this, "exportDrawingInk", "export", tr("My Drawings as In&k (NDJSON)…"));
    connect(m_delete, &QAction::triggered, this, &OwnDrawingsPanel::removeSelected);
    connect(m_restore, &QAction::triggered, &m_drawings, &OwnDrawings::restore);
}

void OwnDrawingsPanel::fillList()
{
    m_list->setObjectName(QStringLiteral("ownDrawings"));
    m_list->setAccessibleName(tr("My drawings"));
    m_list->setModel(&m_drawings);
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize(pictureSize);
    m_list->setWordWrap(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    // Not the action's own shortcut: in the drawing panel this key clears the drawing.
    connect(new QShortcut(Qt::Key_Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut),
        &QShortcut::activated, m_delete, &QAction::trigger);
    const int captionWidth = fontMetrics().horizontalAdvance(tr("7, read as 1")) + spacing::margin;
    m_list->setGridSize({std::max(pictureSize.width() + spacing::margin, captionWidth),
        pictureSize.height() + fontMetrics().height() + spacing::margin});
    m_list->setMinimumHeight(m_list->gridSize().height() + spacing::margin); // one row
    auto* overList = new QVBoxLayout(m_list->viewport());
    overList->addWidget(m_hint);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setText(tr("Draw. If the answer is wrong, click the right one below it: the "
                       "drawing is added here, and the network can learn from it."));
}

QWidget* OwnDrawingsPanel::makeListColumn()
{
    fillList();
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_list, 1);
    layout->addWidget(makeTools());
    return column;
}

QWidget* OwnDrawingsPanel::makeTools()
{
    auto* exports = new MenuButton;
    exports->setObjectName(QStringLiteral("exportDrawings"));
    exports->setText(tr("E&xport"));
    exports->setIcon(themedIcon(QStringLiteral("export")));
    exports->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exports->setAutoRaise(true);
    exports->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(exports);
    menu->addActions({m_exportImages, m_exportInk});
    exports->setMenu(menu);

    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_count, 1);
    layout->addWidget(buttonFor(m_delete));
    layout->addWidget(buttonFor(m_restore));
    layout->addWidget(exports);
    return tools;
}

QWidget* OwnDrawingsPanel::makeLessonColumn()
{
    auto* learn = new QPushButton(m_learn->iconText());
    learn->setObjectName(QStringLiteral("learnButton"));
    learn->setToolTip(m_learn->toolTip());
    makePrimary(*learn);
    connect(learn, &QPushButton::clicked, m_learn, &QAction::trigger);
    connect(m_learn, &QAction::enabledChanged, learn, &QPushButton::setEnabled);

    m_progress->setRange(0, progressSteps);
    m_cancel->setObjectName(QStringLiteral("cancelLesson"));
    connect(m_cancel, &QPushButton::clicked, &m_lesson, &Lesson::cancel);
    auto* progressPage = new QWidget;
    auto* progressLayout = new QVBoxLayout(progressPage);
    progressLayout->setContentsMargins(0, 0, 0, 0);
    progressLayout->addWidget(m_progress);
    progressLayout->addWidget(m_cancel, 0, Qt::AlignRight);
    progressLayout->addStretch(1);
    auto* focus = new FocusKeeper(*learn, *m_cancel, [this] { return m_lesson.isActive(); });
    connect(&m_lesson, &Lesson::stateChanged, focus, &FocusKeeper::follow);
    m_lessonPages->addWidget(m_scores);
    m_lessonPages->addWidget(progressPage);

    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::between);
    layout->addWidget(learn);
    layout->addWidget(m_lessonPages);
    layout->addStretch(1);
    layout->addWidget(buttonFor(m_undo), 0, Qt::AlignRight);
    return column;
}

void OwnDrawingsPanel::setResult(const std::optional<FineTuningResult>& result)
{
    if (result) {
        m_scores->setScores(result->before, result->after);
    } else {
        m_scores->clear();
    }
}

/// Whether list and lesson have room beside each other, in a panel that is wider than high.
bool OwnDrawingsPanel::isWide() const
{
    const int needed = m_listColumn->minimumSizeHint().width() + spacing::margin
        + m_lessonColumn->minimumSizeHint().width();
    return width() > height() && width() >= needed;
}

/// Returns a minimum that allows both orientations, so that resizing can switch between them.
QSize OwnDrawingsPanel::minimumSizeHint() const
{
    const QSize looking = m_listColumn->minimumSizeHint();
    const QSize learning = m_lessonColumn->minimumSizeHint();
    const int sideBySide = std::max(looking.height(), learning.height());
    const int stacked = looking.height() + spacing::margin + learning.height();
    return {std::max(looking.width(), learning.width()), isWide() ? sideBySide : stacked};
}

void OwnDrawingsPanel::resizeEvent(QResizeEvent* event)
{
    m_layout->setDirection(isWide() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    updateGeometry(); // the minimum height depends on it
    QWidget::resizeEvent(event);
}

void OwnDrawingsPanel::removeSelected()
{
    m_drawings.remove(m_list->selectionModel()->selectedIndexes());
}

void OwnDrawingsPanel::showState()
{
    const int count = m_drawings.rowCount();
    m_hint->setVisible(count == 0);
    m_count->setText(count == 0 ? QString() : tr("%Ln drawing(s)", nullptr, count));
    m_delete->setEnabled(m_list->selectionModel()->hasSelection());
    m_restore->setEnabled(m_drawings.canRestore());
    m_exportInk->setEnabled(count > 0);
    m_exportImages->setEnabled(count > 1); // one for training and one for testing
    m_lessonPages->setCurrentIndex(m_lesson.isActive() ? 1 : 0);
    if (!m_lesson.isActive()) {
        m_progress->reset();
    }
}

} // namespace numeral::ui
