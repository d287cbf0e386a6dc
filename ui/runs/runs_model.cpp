// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_model.h"

#include "ui/training/run_text.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace numeral::ui {

namespace {

bool isNumber(int column)
{
    using enum RunsModel::Column;
    return column == Group || column == Validation || column == Test || column == Epochs
        || column == Seconds || column == Seed;
}

/// A setting's value as a number if it is one, so that 64 is listed before 128.
QVariant sortable(const QString& value)
{
    bool isOne = false;
    const double number = value.toDouble(&isOne);
    return isOne ? QVariant(number) : QVariant(value);
}

} // namespace

RunsModel::RunsModel(RunList& list, QObject* parent)
    : QAbstractTableModel(parent)
    , m_list(list)
    , m_runs(std::make_shared<std::vector<ListedRun>>())
{
    connect(&m_list, &RunList::changed, this, &RunsModel::takeRuns);
    if (m_list.runs()) {
        takeRuns();
    }
}

/// Views keep their selection and place: rows that are gone are removed, new ones inserted.
void RunsModel::takeRuns()
{
    const std::vector<ListedRun>& wanted = *m_list.runs();
    const auto id = [](const ListedRun& listed) { return listed.run.id; };
    if (!std::ranges::equal(*m_runs, wanted, {}, id, id)) {
        removeAndInsert(wanted);
    }
    const ListedRuns before = std::exchange(m_runs, m_list.runs());
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        tellChange((*before)[row].run, wanted[row].run, static_cast<int>(row));
    }
}

/// Makes the rows those that are wanted; what is in the others stays as it was.
void RunsModel::removeAndInsert(const std::vector<ListedRun>& wanted)
{
    auto rows = std::make_shared<std::vector<ListedRun>>(*m_runs);
    m_runs = rows;
    const auto isListed = [&](const ListedRun& row) { return m_list.find(row.run.id) != nullptr; };
    for (std::size_t end = rows->size(); end > 0;) {
        if (isListed((*rows)[end - 1])) {
            --end;
            continue;
        }
        std::size_t begin = end - 1;
        while (begin > 0 && !isListed((*rows)[begin - 1])) {
            --begin;
        }
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        rows->erase(rows->begin() + static_cast<std::ptrdiff_t>(begin),
            rows->begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < rows->size() && (*rows)[i].run.id == wanted[i].run.id) {
            continue;
        }
        std::size_t count = 1;
        const RunId next = i < rows->size() ? (*rows)[i].run.id : 0;
        while (i + count < wanted.size() && wanted[i + count].run.id != next) {
            ++count;
        }
        const auto first = wanted.begin() + static_cast<std::ptrdiff_t>(i);
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i + count) - 1);
        rows->insert(rows->begin() + static_cast<std::ptrdiff_t>(i), first,
            first + static_cast<std::ptrdiff_t>(count));
        endInsertRows();
        i += count - 1;
    }
}

/// Tells views what has changed in a row; and nothing of the texts as long as they are the same: a
/// view would set an open editor back.
void RunsModel::tellChange(const HistoryRun& before, const HistoryRun& now, int row)
{
    const auto texts = [](const HistoryRun& run) {
        return std::tie(run.isStarred, run.name, run.folder, run.note);
    };
    if (texts(before) != texts(now)) {
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    const auto figures = [](const HistoryRun& run) {
        return std::tie(run.epochs, run.bestEpoch, run.seconds, run.reason, run.bestAccuracy,
            run.lastAccuracy, run.testAccuracy);
    };
    if (figures(before) != figures(now)) {
        Q_EMIT dataChanged(index(row, Test), index(row, Begun));
    }
}

void RunsModel::changedAll()
{
    if (!m_runs->empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

QString RunsModel::searchText(int row) const
{
    const ListedRun& listed = at(row);
    QStringList words;
    for (const int column : {Name, Data, State, Folder, Note, Seed}) {
        words += textOf(listed, column);
    }
    if (listed.run.group) {
        words += tr("group %1").arg(*listed.run.group);
    }
    for (const auto& [key, value] : listed.settings) {
        words += QString::fromStdString(key) + QLatin1Char(' ') + QString::fromStdString(value);
    }
    return words.join(QLatin1Char('\n')).toLower();
}

void RunsModel::setSettingColumns(std::vector<std::string> keys)
{
    if (keys == m_settings) {
        return;
    }
    if (!m_settings.empty()) {
        beginRemoveColumns({}, FirstSetting, columnCount() - 1);
        m_settings.clear();
        endRemoveColumns();
    }
    if (!keys.empty()) {
        beginInsertColumns({}, FirstSetting, FirstSetting + static_cast<int>(keys.size()) - 1);
        m_settings = std::move(keys);
        endInsertColumns();
    }
}

void RunsModel::setShowsLast(bool showsLast)
{
    m_showsLast = showsLast;
    changedAll();
    Q_EMIT headerDataChanged(Qt::Horizontal, Validation, Validation);
}

void RunsModel::setLive(std::map<RunId, QString> states)
{
    if (states != m_live) {
        m_live = std::move(states);
        if (!m_runs->empty()) {
            Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
        }
    }
}

std::optional<int> RunsModel::rowOf(std::optional<RunId> run) const
{
    const auto row = std::ranges::find_if(
        *m_runs, [run](const ListedRun& listed) { return listed.run.id == run; });
    return row == m_runs->end() ? std::nullopt
                                : std::optional(static_cast<int>(row - m_runs->begin()));
}

void RunsModel::highlight(std::optional<RunId> run)
{
    if (run == m_highlighted) {
        return;
    }
    for (const std::optional<RunId> changed : {std::exchange(m_highlighted, run), run}) {
        if (const std::optional<int> row = rowOf(changed)) {
            Q_EMIT dataChanged(
                index(*row, 0), index(*row, columnCount() - 1), {Qt::BackgroundRole});
        }
    }
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs->size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstSetting + static_cast<int>(m_settings.size());
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const
{
    const int column = index.column();
    const bool isEditable = column == Name || column == Folder || column == Note;
    return QAbstractTableModel::flags(index) | (isEditable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const ListedRun& listed = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(listed, index.column());
    case Qt::EditRole:
        return index.column() == Name ? QString::fromStdString(listed.run.name)
                                      : textOf(listed, index.column());
    case sortRole:
        return sortValueOf(listed, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter
            | (isNumber(index.column())      ? Qt::AlignRight
                    : index.column() == Star ? Qt::AlignHCenter
                                             : Qt::AlignLeft));
    case Qt::BackgroundRole: {
        QColor colour = QGuiApplication::palette().color(QPalette::Highlight);
        colour.setAlphaF(0.25F);
        return listed.run.id == m_highlighted ? QVariant(colour) : QVariant();
    }
    case Qt::ToolTipRole:
        return index.column() == Note ? QString::fromStdString(listed.run.note) : QString();
    case Qt::AccessibleTextRole:
        return index.column() == Star ? (listed.run.isStarred ? tr("starred") : tr("not starred"))
                                      : textOf(listed, index.column());
    default:
        return {};
    }
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole) {
        return false;
    }
    const RunId run = at(index.row()).run.id;
    const std::string text = value.toString().trimmed().toStdString();
    switch (index.column()) {
    case Name:
        m_list.edit([run, text](RunHistory& history) { return history.setName(run, text); });
        return true;
    case Folder:
        m_list.edit([run, text](RunHistory& history) { return history.setFolder(run, text); });
        return true;
    case Note:
        m_list.edit([run, text](RunHistory& history) { return history.setNote(run, text); });
        return true;
    default:
        return false;
    }
}

QString RunsModel::settingOf(const ListedRun& listed, int column) const
{
    const auto value
        = listed.settings.find(m_settings[static_cast<std::size_t>(column - FirstSetting)]);
    return value == listed.settings.end() ? QString() : QString::fromStdString(value->second);
}

std::optional<double> RunsModel::validationOf(const HistoryRun& run) const
{
    return m_showsLast ? run.lastAccuracy : run.bestAccuracy;
}

QString RunsModel::stateOf(const HistoryRun& run) const
{
    if (const auto live = m_live.find(run.id); live != m_live.end()) {
        return live->second;
    }
    switch (run.reason) {
    case StopReason::EarlyStopping:
        return tr("stopped early");
    case StopReason::Epochs:
        return tr("all epochs");
    case StopReason::Stopped:
        return tr("stopped by hand");
    case StopReason::Pruned:
        return tr("pruned");
    case StopReason::Diverged:
        return tr("diverged");
    case StopReason::Unfinished:
        return tr("not finished");
    }
    return {};
}

QString RunsModel::textOf(const ListedRun& listed, int column) const
{
    const HistoryRun& run = listed.run;
    const QLocale locale;
    const auto percent = [&locale](const std::optional<double>& share) {
        return share ? percentText(locale, *share) : QStringLiteral("–");
    };
    switch (column) {
    case Star:
        return run.isStarred ? QStringLiteral("★") : QStringLiteral("☆");
    case Name:
        return run.name.empty() ? tr("Run %1").arg(run.id) : QString::fromStdString(run.name);
    case Group:
        return run.group ? QString::number(*run.group) : QString();
    case Begun:
        return locale.toString(
            QDateTime::fromSecsSinceEpoch(run.begun), QStringLiteral("d MMM yyyy HH:mm"));
    case Data:
        return QString::fromStdString(run.data);
    case Validation:
        return percent(validationOf(run));
    case Test:
        return percent(run.testAccuracy);
    case Epochs:
        return run.bestEpoch > 0 ? tr("%1 of %2", "best epoch of all")
                                       .arg(locale.toString(run.bestEpoch))
                                       .arg(locale.toString(run.epochs))
                                 : locale.toString(run.epochs);
    case Seconds:
        return durationText(run.seconds);
    case Seed:
        return QString::number(run.seed);
    case State:
        return stateOf(run);
    case Folder:
        return QString::fromStdString(run.folder);
    case Note:
        return QString::fromStdString(run.note);
    default:
        return settingOf(listed, column);
    }
}

QVariant RunsModel::sortValueOf(const ListedRun& listed, int column) const
{
    const HistoryRun& run = listed.run;
    switch (column) {
    case Star:
        return run.isStarred ? 1 : 0;
    case Name:
        return run.name.empty() ? QVariant(static_cast<qlonglong>(run.id))
                                : QVariant(QString::fromStdString(run.name));
    case Group:
        return static_cast<qlonglong>(run.group.value_or(0));
    case Begun:
        return static_cast<qlonglong>(run.id); // finer than seconds, and in the same order
    case Validation:
        return validationOf(run).value_or(-1);
    case Test:
        return run.testAccuracy.value_or(-1);
    case Epochs:
        return run.epochs;
    case Seconds:
        return run.seconds;
    case Seed:
        return static_cast<qlonglong>(run.seed);
    default:
        return column < FirstSetting ? QVariant(textOf(listed, column))
                                     : sortable(settingOf(listed, column));
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(
            Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Validation:
            return m_showsLast ? tr("Accuracy on the validation images after the last epoch")
                               : tr("Accuracy on the validation images of the best epoch, whose "
                                    "weights are kept");
        case Epochs:
            return tr("The best epoch, of all");
        case Star:
            return tr("Star: click to set or remove");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Star:
        return QStringLiteral("★");
    case Name:
        return tr("Run");
    case Group:
        return tr("Group");
    case Begun:
        return tr("Begun");
    case Data:
        return tr("Data");
    case Validation:
        return m_showsLast ? tr("Last validation") : tr("Best validation");
    case Test:
        return tr("Test");
    case Epochs:
        return tr("Epoch");
    case Seconds:
        return tr("Time");
    case Seed:
        return tr("Seed");
    case State:
        return tr("Ended");
    case Folder:
        return tr("Folder");
    case Note:
        return tr("Note");
    default:
        return QString::fromStdString(m_settings[static_cast<std::size_t>(section - FirstSetting)])
            .replace(QLatin1Char('_'), QLatin1Char(' '));
    }
}

} // namespace numeral::ui
