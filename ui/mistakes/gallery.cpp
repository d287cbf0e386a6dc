// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/gallery.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/icons.h"
#include "ui/mistakes/gallery_icon.h"
#include "ui/mistakes/gallery_model.h"
#include "ui/mistakes/image_editor.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

enum Kind { Wrong, Suspect, Edited, All };

} // namespace

Gallery::Gallery(ImageEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_kind(new QComboBox)
    , m_heading(new QLabel)
    , m_list(new QListView)
    , m_model(new GalleryModel(this))
    , m_labels(new QMenu(this))
{
    m_kind->setObjectName(QStringLiteral("galleryKind"));
    m_kind->setAccessibleName(tr("Shown images"));
    m_kind->addItems({tr("Mistakes"), tr("Suspect labels"), tr("Edited images"), tr("All images")});
    m_kind->setItemData(Suspect,
        tr("Images whose label may be wrong: another class is as probable as it is for its own "
           "images (confident learning)"),
        Qt::ToolTipRole);
    m_heading->setObjectName(QStringLiteral("galleryHeading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // nothing moves
    m_list->setObjectName(QStringLiteral("gallery"));
    m_list->setAccessibleName(tr("Gallery"));
    m_list->setModel(m_model);
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setUniformItemSizes(true);
    m_list->setLayoutMode(QListView::Batched);
    m_list->setIconSize({galleryIconSide, galleryIconSide});
    m_list->setSpacing(2);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->installEventFilter(this);
    makeActions();
    connect(m_kind, &QComboBox::activated, this, [this] {
        Q_EMIT kindChosen();
        choose({});
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &Gallery::currentChanged);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &Gallery::showState);
    connect(m_list, &QListView::activated, this, &Gallery::canvasWanted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    auto* top = new QHBoxLayout;
    top->addWidget(m_kind);
    top->addWidget(m_heading, 1);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    layout->addWidget(makeButtons());
    showState();
}

QAction* Gallery::addAction(const char* name, const QString& text, const QString& explanation)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(explanation);
    m_list->addAction(action);
    return action;
}

void Gallery::makeActions()
{
    m_leaveOut = addAction("leaveOut", tr("&Leave Out"),
        tr("Neither train on the selected images nor test with them (Del). The files stay as "
           "they are."));
    m_leaveOut->setShortcut(QKeySequence::Delete);
    m_leaveOut->setShortcutContext(Qt::WidgetShortcut);
    m_label = addAction("relabel", tr("La&bel"), tr("Give the selected images another label (F2)"));
    m_label->setMenu(m_labels);
    m_restore = addAction(
        "restore", tr("&Restore"), tr("Make the selected images what they are in the files"));
    QUndoStack& stack = m_editor.undoStack();
    m_undo = addAction("undoEdit", tr("Undo"), {}); // Ctrl+Z: see eventFilter
    m_redo = addAction("redoEdit", tr("Redo"), {});
    m_undo->setIcon(themedIcon(QStringLiteral("undo")));
    m_redo->setIcon(themedIcon(QStringLiteral("redo")));
    m_trainWithout = addAction("trainWithout", tr("&What If It Had Never Seen These?"),
        tr("Train a network with and one without the selected training images, and compare"));
    m_trainWithout->setIconText(tr("Never Seen?")); // on its button
    m_trainAgain = addAction("trainAgain", tr("Train A&gain"),
        tr("Train a network with the images as they are in the files and one as they are edited, "
           "from the same seed and in the same order, and compare"));
    const auto edit = [this](void (ImageEditor::*change)(bool, std::span<const std::uint32_t>)) {
        const std::vector<std::uint32_t> numbers = selectedNumbers();
        (m_editor.*change)(m_data->ofTest, numbers);
    };
    connect(m_leaveOut, &QAction::triggered, this, [edit] { edit(&ImageEditor::leaveOut); });
    connect(m_restore, &QAction::triggered, this, [edit] { edit(&ImageEditor::restore); });
    connect(m_labels, &QMenu::aboutToShow, this, &Gallery::fillLabels);
    connect(m_undo, &QAction::triggered, &stack, &QUndoStack::undo);
    connect(m_redo, &QAction::triggered, &stack, &QUndoStack::redo);
    connect(&stack, &QUndoStack::indexChanged, this, &Gallery::showState);
    connect(m_trainAgain, &QAction::triggered, this, &Gallery::trainAgainWanted);
    connect(m_trainWithout, &QAction::triggered, this,
        [this] { Q_EMIT trainWithoutWanted(selectedNumbers()); });
}

QWidget* Gallery::makeButtons()
{
    auto* buttons = new QWidget;
    auto* rows = new QVBoxLayout(buttons);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const auto addTo = [](QHBoxLayout& row, QAction* action) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setPopupMode(QToolButton::InstantPopup); // of a menu
        row.addWidget(button);
    };
    auto* edit = new QHBoxLayout;
    auto* train = new QHBoxLayout;
    for (QAction* action : {m_leaveOut, m_label, m_restore, m_undo}) {
        addTo(*edit, action);
    }
    edit->addStretch();
    addTo(*train, m_trainAgain);
    addTo(*train, m_trainWithout);
    train->addStretch();
    rows->addLayout(edit);
    rows->addLayout(train);
    return buttons;
}

const std::vector<Prediction>& Gallery::images() const
{
    return m_model->images();
}

std::optional<Prediction> Gallery::current() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? std::optional(m_model->at(current.row())) : std::nullopt;
}

std::vector<std::uint32_t> Gallery::selectedNumbers() const
{
    std::vector<std::uint32_t> numbers;
    const QModelIndexList selected = m_list->selectionModel()->selectedIndexes();
    for (const QModelIndex& index : selected) {
        numbers.push_back(m_data->numberOf(m_model->at(index.row()).image));
    }
    return numbers;
}

void Gallery::setData(const Mistakes& mistakes)
{
    m_data = mistakes;
    showImages();
}

void Gallery::updateData(const Mistakes& mistakes)
{
    m_data = mistakes;
    if (m_kind->currentIndex() == Edited) {
        showImages();
    } else {
        m_model->update(mistakes); // nothing is taken from under the user's hand
        showState();
    }
}

void Gallery::setMayTrain(bool mayTrain)
{
    m_mayTrain = mayTrain;
    showState();
}

void Gallery::choose(const GalleryChoice& choice)
{
    m_choice = choice;
    showImages();
}

void Gallery::showImages()
{
    if (!m_data) {
        m_model->show({}, {});
        showState();
        Q_EMIT currentChanged();
        return;
    }
    const GalleryChoice& choice = m_choice;
    const int kind = m_kind->currentIndex();
    const bool isNarrowed = choice.answer || choice.band; // right answers are meant, too
    std::vector<Prediction> shown;
    const auto& from = kind == Suspect ? m_data->suspects : m_data->predictions;
    std::ranges::copy_if(from, std::back_inserter(shown), [&](const Prediction& image) {
        return (!choice.truth || image.truth == *choice.truth)
            && (!choice.answer || image.answer == *choice.answer)
            && (!choice.band || bandOf(image.confidence) == *choice.band)
            && (kind != Edited || m_data->isEdited(image.image))
            && (kind == Edited || kind == All || !m_data->isLeftOut(image.image))
            && (isNarrowed || kind != Wrong || !image.isRight());
    });
    if (kind != Suspect) {
        std::ranges::stable_sort(shown, std::greater(), &Prediction::confidence);
    }
    const auto count = static_cast<int>(shown.size());
    const auto name
        = [this](std::size_t label) { return QString::fromStdString(m_data->classes()[label]); };
    m_heading->setText(choice.answer
            ? tr("%Ln image(s) of %1 read as %2, the surest first", nullptr, count)
                  .arg(name(*choice.truth), name(*choice.answer))
            : choice.truth ? tr("%Ln image(s) of %1", nullptr, count).arg(name(*choice.truth))
            : choice.band  ? tr("%Ln image(s) with a confidence of %1 to %2%", nullptr, count)
                                .arg(10 * *choice.band)
                                .arg(10 * (*choice.band + 1))
                          : tr("%Ln image(s), the surest first", nullptr, count));
    m_model->show(m_data, std::move(shown));
    showState();
    Q_EMIT currentChanged();
}

void Gallery::showState()
{
    const auto selected = static_cast<int>(m_list->selectionModel()->selectedIndexes().size());
    const bool isAny = m_data && selected > 0;
    for (QAction* action : {m_leaveOut, m_label}) {
        action->setEnabled(isAny);
    }
    const std::vector<std::uint32_t> numbers
        = isAny ? selectedNumbers() : std::vector<std::uint32_t>();
    m_restore->setEnabled(isAny && std::ranges::any_of(numbers, [this](std::uint32_t number) {
        return m_data->edits.contains(number);
    }));
    const QUndoStack& stack = m_editor.undoStack();
    m_undo->setEnabled(stack.canUndo());
    m_redo->setEnabled(stack.canRedo());
    m_undo->setToolTip(tr("Undo %1 (Ctrl+Z)").arg(stack.undoText()));
    m_redo->setToolTip(tr("Redo %1 (Ctrl+Shift+Z)").arg(stack.redoText()));
    m_trainAgain->setEnabled(m_mayTrain && !m_editor.edits().training.empty());
    m_trainWithout->setEnabled(m_mayTrain && isAny && !m_data->ofTest);
    m_trainWithout->setText(isAny && !m_data->ofTest && selected > 1
            ? tr("&What If It Had Never Seen These %Ln?", nullptr, selected)
            : tr("&What If It Had Never Seen These?"));
}

/// The classes, each with a key of its own where that is a letter or digit.
void Gallery::fillLabels()
{
    m_labels->clear();
    for (const std::string& name : m_editor.classes()) {
        const QString text
            = QString::fromStdString(name).replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = m_labels->addAction(text.size() == 1 ? QLatin1Char('&') + text : text);
        connect(action, &QAction::triggered, this,
            [this, name] { m_editor.relabel(m_data->ofTest, selectedNumbers(), name); });
    }
}

bool Gallery::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    // Otherwise the window would undo a stroke.
    const auto* key = static_cast<QKeyEvent*>(event);
    QAction* const action = key->matches(QKeySequence::Undo) ? m_undo
        : key->matches(QKeySequence::Redo)                   ? m_redo
        : key->key() == Qt::Key_F2                           ? m_label
                                                             : nullptr;
    if (action == nullptr || !action->isEnabled()) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (action == m_label) {
            m_labels->popup(m_list->viewport()->mapToGlobal(
                m_list->visualRect(m_list->currentIndex()).bottomLeft()));
        } else {
            action->trigger();
        }
    }
    return event->type() == QEvent::KeyPress;
}

} // namespace numeral::ui
