// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/drawing_export.h"

#include "core/data/augmented_dataset.h"
#include "core/data/drawings.h"
#include "core/platform/atomic_file.h"
#include "ui/base/job_tracker.h"
#include "ui/window/file_dialog.h"
#include "ui/window/message_bar.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

#include <functional>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::DigitExport", text);
}

Result<void> writeImages(const std::vector<InkRecord>& drawings, const std::string& folder)
{
    AugmentedDatasetOptions asTheyAre;
    asTheyAre.copies = 1;
    return writeAugmented(drawingsDataset(drawings, "My drawings"), asTheyAre, folder,
        [](const auto&) { return true; })
        .map([](bool /*done*/) {});
}

/// Writes pixels only for drawings without ink, those from photos: readers render the ink
/// themselves.
Result<void> writeInk(const std::vector<InkRecord>& drawings, const std::string& file)
{
    const auto output = platform::AtomicFile::create(file);
    if (!output) {
        return tl::unexpected(output.error());
    }
    for (InkRecord drawing : drawings) {
        if (!isBlank(drawing.ink)) {
            drawing.pixels.reset();
        }
        if (Result<void> written = (*output)->write(inkLine(drawing)); !written) {
            return written;
        }
    }
    return (*output)->commit();
}

using Writer = std::function<Result<void>(const std::vector<InkRecord>&, const std::string&)>;

void writeWhere(QFileDialog* dialog, JobTracker& jobs, MessageBar& messages,
    const std::vector<InkRecord>& drawings, const Writer& write)
{
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QObject::connect(dialog, &QFileDialog::fileSelected, &messages,
        [&jobs, &messages, drawings, write](const QString& target) {
            jobs.enqueue(
                [drawings, write, path = target.toStdString()] { return write(drawings, path); },
                [&messages, target](const Result<void>& written) {
                    if (!written) {
                        messages.showError(written.error());
                        return;
                    }
                    rememberFolderOf(target);
                    messages.showNotice(
                        translated("Saved: %1").arg(QDir::toNativeSeparators(target)));
                });
        });
    dialog->open();
}

} // namespace

void exportDrawingImages(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& drawings)
{
    QFileDialog* dialog
        = makeFileDialog(window, translated("Save my drawings as a new folder with the IDX files"));
    dialog->selectFile(QStringLiteral("my-drawings"));
    writeWhere(dialog, jobs, messages, drawings, &writeImages);
}

void exportDrawingInk(
    QWidget& window, JobTracker& jobs, MessageBar& messages, const std::vector<InkRecord>& drawings)
{
    QFileDialog* dialog = makeFileDialog(window, translated("Save my drawings as ink"));
    dialog->setNameFilter(translated("Ink files (*.ndjson)"));
    dialog->setDefaultSuffix(QStringLiteral("ndjson"));
    dialog->selectFile(QStringLiteral("my-drawings.ndjson"));
    writeWhere(dialog, jobs, messages, drawings, &writeInk);
}

} // namespace numeral::ui
