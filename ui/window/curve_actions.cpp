// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/curve_actions.h"

#include "core/exchange/model_name.h"
#include "core/platform/whole_file.h"
#include "ui/appearance/icons.h"
#include "ui/base/activity.h"
#include "ui/charts/curves_formats.h"
#include "ui/charts/learning_curves.h"
#include "ui/training/training_session.h"
#include "ui/window/file_dialog.h"
#include "ui/window/learning_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/window_memory.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QMimeData>

#include <algorithm>

namespace numeral::ui {

namespace {

QString extensionOf(const CurvesFormat& format)
{
    return QString::fromLatin1(
        format.extension.data(), static_cast<qsizetype>(format.extension.size()));
}

QString nameFilter(const CurvesFormat& format)
{
    const QString title = QCoreApplication::translate("numeral::ui::CurvesFormats", format.title);
    return QStringLiteral("%1 (*.%2)").arg(title, extensionOf(format));
}

template <typename Condition>
const CurvesFormat* findFormat(const Condition& isMeant)
{
    const std::span<const CurvesFormat> formats = curvesFormats();
    const auto found = std::find_if(formats.begin(), formats.end(), isMeant);
    return found == formats.end() ? nullptr : &*found;
}

/// The format that the file's name tells, or null.
const CurvesFormat* formatOf(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix();
    return findFormat([&suffix](const CurvesFormat& format) {
        return suffix.compare(extensionOf(format), Qt::CaseInsensitive) == 0;
    });
}

Result<void> writeFile(const QByteArray& contents, const std::string& path)
{
    if (contents.isEmpty()) {
        return failure(
            ErrorCode::FileNotWritten, "Cannot write “" + path + "”: there is not enough memory.");
    }
    return platform::writeWholeFile(
        path, {contents.data(), static_cast<std::size_t>(contents.size())});
}

/// "mnist-50-50": the data set's name and the hidden layers, fit for a file's name.
QString runName(const QString& datasetName, const Architecture& network)
{
    QString name;
    for (const QChar letter : datasetName.toLower()) {
        name.append(letter.isLetterOrNumber() ? letter : QLatin1Char('-'));
    }
    return name + QString::fromStdString(layersName(network));
}

} // namespace

CurveActions::CurveActions(const CurveParts& parts)
    : QObject(&parts.window)
    , m_parts(parts)
    , m_export(new QAction(themedIcon(QStringLiteral("export")), tr("Export C&urves…"), this))
    , m_copy(new QAction(themedIcon(QStringLiteral("copy")), tr("Copy Cur&ves"), this))
{
    m_export->setObjectName(QStringLiteral("exportCurves"));
    m_copy->setObjectName(QStringLiteral("copyCurves"));
    m_copy->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
    connect(m_export, &QAction::triggered, this, &CurveActions::chooseFile);
    connect(m_copy, &QAction::triggered, this, &CurveActions::copy);

    LearningCurves& curves = m_parts.view.curves();
    connect(&curves, &LearningCurves::copyRequested, m_copy, &QAction::trigger);
    curves.logarithmicAction()->setChecked(rememberedLogarithmicLoss());
    connect(curves.logarithmicAction(), &QAction::toggled, this, &rememberLogarithmicLoss);
    curves.addActions({m_copy, m_export});
    curves.addActions(viewActions());
    curves.setContextMenuPolicy(Qt::ActionsContextMenu);

    TrainingSession& session = m_parts.session;
    connect(&session, &TrainingSession::started, this, [this](const RunStart& start) {
        const QString dataset = QString::fromStdString(m_parts.session.dataset().name);
        m_runName = runName(dataset, start.network);
    });
    connect(&session, &TrainingSession::finished, this,
        [this](const Model& /*model*/, const TrainingResult& result) {
            if (result.test.images > 0) {
                m_runName += QLatin1Char('-') + QString::number(100 * result.test.accuracy, 'f', 2);
            }
        });
    connectActivity();
}

QList<QAction*> CurveActions::viewActions() const
{
    const LearningCurves& curves = m_parts.view.curves();
    return {curves.showAllAction(), curves.logarithmicAction()};
}

void CurveActions::connectActivity()
{
    Activity& activity = m_parts.activity;
    LearningCurves& curves = m_parts.view.curves();
    activity.define(Activity::CurvesDrawn, curves, [this, &curves] {
        return !curves.run().epochs.empty() && m_parts.view.isVisibleTo(&m_parts.window);
    });
    activity.define(Activity::CurvesZoomed, curves, [&curves] { return curves.isZoomed(); });
    activity.define(Activity::WritingFiles, *this, [this] { return m_writing.isBusy(); });
    const auto update = [&activity] { activity.update(); };
    connect(&curves, &LearningCurves::hasEpochsChanged, &activity, update);
    connect(&curves, &LearningCurves::isZoomedChanged, &activity, update);
    connect(&m_writing, &JobTracker::becameIdle, &activity, update);
    activity.govern(Activity::Operation::ExportCurves, *m_export);
    activity.govern(Activity::Operation::ExportCurves, *m_copy);
    activity.govern(Activity::Operation::ShowAllCurves, *curves.showAllAction());
}

QString CurveActions::proposedName() const
{
    return m_runName.isEmpty() ? QStringLiteral("curves") : m_runName + QStringLiteral("-curves");
}

void CurveActions::chooseFile()
{
    QFileDialog* dialog = makeFileDialog(m_parts.window, tr("Export the learning curves"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const CurvesFormat& format : curvesFormats()) {
        filters.append(nameFilter(format));
    }
    dialog->setNameFilters(filters);
    const QString usual = extensionOf(curvesFormats().front());
    dialog->setDefaultSuffix(usual);
    dialog->selectFile(proposedName() + QLatin1Char('.') + usual);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString& filter) {
        const auto row = static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(filter)));
        dialog->setDefaultSuffix(extensionOf(curvesFormats()[row]));
    });
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, dialog](const QString& file) { exportTo(file, dialog->selectedNameFilter()); });
    dialog->open();
}

/// Writes the format that the file's name tells, or else the one that was chosen.
void CurveActions::exportTo(const QString& file, const QString& chosenFilter)
{
    if (const CurvesFormat* told = formatOf(file)) {
        write(file, *told);
        return;
    }
    const CurvesFormat* chosen = findFormat(
        [&chosenFilter](const CurvesFormat& format) { return nameFilter(format) == chosenFilter; });
    const CurvesFormat& format = chosen == nullptr ? curvesFormats().front() : *chosen;
    // The dialog takes "mnist-97.16" for a name with an extension, and adds none.
    const QString target = file + QLatin1Char('.') + extensionOf(format);
    if (!QFileInfo::exists(target)) {
        write(target, format);
        return;
    }
    auto* question = new QMessageBox(QMessageBox::Question, tr("Export the learning curves"),
        tr("%1 already exists. Do you want to replace it?").arg(QDir::toNativeSeparators(target)),
        QMessageBox::Yes | QMessageBox::No, &m_parts.window);
    question->setObjectName(QStringLiteral("replaceQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question->button(QMessageBox::Yes), &QAbstractButton::clicked, this,
        [this, target, &format] { write(target, format); });
    question->open();
}

void CurveActions::write(const QString& file, const CurvesFormat& format)
{
    const QByteArray contents = format.encode(m_parts.view.picture(), m_parts.view.curves().run());
    m_writing.enqueue([contents, path = file.toStdString()] { return writeFile(contents, path); },
        [this, file](const Result<void>& written) {
            if (!written) {
                m_parts.messages.showError(written.error());
                return;
            }
            rememberFolderOf(file);
            m_parts.messages.showNotice(tr("Saved: %1").arg(QDir::toNativeSeparators(file)));
        });
}

void CurveActions::copy()
{
    auto* copied = new QMimeData;
    copied->setImageData(imageOf(m_parts.view.picture()));
    copied->setText(QString::fromLatin1(csvOf(m_parts.view.curves().run())));
    QGuiApplication::clipboard()->setMimeData(copied);
}

} // namespace numeral::ui
