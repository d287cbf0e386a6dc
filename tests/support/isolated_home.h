// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

/// Redirects XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME to a temporary folder, so that
/// settings and models vanish with it; the real MNIST is linked into it. Create it first in main,
/// before anything queries these paths.
class IsolatedHome {
public:
    IsolatedHome()
    {
        const QByteArray dataHome = qgetenv("XDG_DATA_HOME");
        const QString real = dataHome.isEmpty() ? QDir::homePath() + QStringLiteral("/.local/share")
                                                : QString::fromLocal8Bit(dataHome);
        QDir(m_folder.path()).mkpath(QStringLiteral("data/numeral/mnist"));
        QDir(m_folder.path()).mkpath(QStringLiteral("config"));
        // Each file for itself: what is kept beside them stays here.
        const QDir mnist(real + QStringLiteral("/numeral/mnist"));
        for (const QString& name : mnist.entryList({QStringLiteral("*ubyte*")}, QDir::Files)) {
            QFile::link(mnist.filePath(name),
                m_folder.filePath(QStringLiteral("data/numeral/mnist/") + name));
        }
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
        qputenv("XDG_CACHE_HOME", m_folder.filePath(QStringLiteral("cache")).toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toLocal8Bit());
    }

    /// The folder with MNIST's files, to which those of the home are links.
    static QString realMnist()
    {
        const QString image = qEnvironmentVariable("XDG_DATA_HOME")
            + QStringLiteral("/numeral/mnist/train-images-idx3-ubyte");
        return QFileInfo(QFileInfo(image).symLinkTarget()).path();
    }

    /// The model files that were written.
    static QStringList models()
    {
        const QDir folder(
            qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/models"));
        QStringList files;
        for (const QString& name : folder.entryList({QStringLiteral("*.safetensors")})) {
            if (QFileInfo(folder.filePath(name)).size() > 0) { // else the name is only reserved
                files.append(folder.filePath(name));
            }
        }
        return files;
    }

private:
    QTemporaryDir m_folder;
};
