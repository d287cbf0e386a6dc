// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/exchange/formats.h"
#include "ui/base/job_tracker.h"

#include <QImage>
#include <QObject>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace numeral::ui {

class ModelStore;
class RecentModels;

/// The actions of the File menu. Files are chosen in dialogs, and read and written on other
/// threads.
class FileActions final : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    FileActions(ModelStore& store, QWidget& window);

    /// `readPictures` goes beside the action that opens one.
    void fillMenu(QMenu& menu, QMenu& corrections, QAction& readPictures);

    /// Whether another model may be opened. If not, one that is being opened is dropped.
    void setModelChangeEnabled(bool enabled);
    QAction& openDataAction() const { return *m_openData; }

    /// Writes files that the user saves or exports.
    const JobTracker& saving() const { return m_saving; }

    /// Reads a model file and uses it.
    void openModel(const QString& file);

    /// Reopens the last used model; shows a message only if that fails.
    void reopenModel();

    /// Opens what was dropped or pasted: a model, a folder or file of data, or several ink files as
    /// one data set; of several others the first. Returns whether it is one of these.
    bool openDropped(const QStringList& files);

Q_SIGNALS:
    /// The file, folder or archive of a data set.
    void dataChosen(const QString& source);
    void pictureOpened(const QImage& picture);
    /// The user has chosen another model, which the next start will open.
    void modelChosen();
    /// A model file has been read, also the remembered one at the start.
    void modelOpened(const numeral::Model& model);
    void notice(const QString& sentence);
    void failed(const numeral::Error& error);

private:
    QAction* addAction(const QString& name, const QString& icon, const QString& text);
    void chooseData();
    void chooseModel();
    void choosePicture();
    void openPicture(const QString& file);
    void read(
        const QString& file, const std::function<void()>& succeeded,
        const std::function<void()>& failing = [] {});
    void cancelOpening();
    void openTogether(const QStringList& inkFiles);
    void useBundled();
    void useLetters();
    void chooseTarget(const ExportFormat& format);
    void save(const ExportFormat& format, const QString& file);

    ModelStore& m_store;
    QWidget& m_window;
    QAction* m_openData;
    QAction* m_openModel;
    QAction* m_openPicture;
    QAction* m_useBundled;
    QAction* m_useLetters;
    QAction* m_saveModel;
    RecentModels* m_recent;
    bool m_isReopening = false; ///< the remembered model has not been read yet
    QString m_wantedModel; ///< file that is about to be opened
    JobTracker m_openingModel;
    JobTracker m_openingPicture;
    JobTracker m_saving;
};

} // namespace numeral::ui
