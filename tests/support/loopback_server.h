// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <optional>
#include <string>
#include <utility>

/// What a client asks for.
struct LoopbackRequest {
    QByteArray path;
    std::optional<qsizetype> from; ///< "Range: bytes=100-"
};

/// What the server answers: a good answer unless told otherwise.
struct LoopbackAnswer {
    QByteArray body = {};
    QByteArray status = "200 OK";
    QList<QByteArray> headers = {};
    std::optional<qsizetype> announced = std::nullopt; ///< Content-Length; else that of the body
    bool announcesNoLength = false;
    qsizetype sent = -1; ///< bytes of the body that are sent; -1 for all
    bool hangs = false; ///< keeps the connection open after that, else closes it
};

/// A server on loopback whose answers, good and bad, a test makes up.
class LoopbackServer {
public:
    using Answer = std::function<LoopbackAnswer(const LoopbackRequest&)>;

    explicit LoopbackServer(Answer answer)
        : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* client = m_server.nextPendingConnection()) {
                QObject::connect(
                    client, &QTcpSocket::readyRead, client, [this, client] { read(*client); });
                QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            }
        });
    }

    /// Where its files are: "http://127.0.0.1:PORT/folder".
    std::string url(const char* folder = "files") const
    {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + '/' + folder;
    }

    const QList<LoopbackRequest>& requests() const { return m_requests; }

    /// The file, or the rest of it that is asked for.
    static LoopbackAnswer file(const QByteArray& content, const LoopbackRequest& request)
    {
        if (!request.from) {
            return {content};
        }
        if (*request.from >= content.size()) {
            return {{}, "416 Range Not Satisfiable"};
        }
        const QByteArray range = "Content-Range: bytes " + QByteArray::number(*request.from) + '-'
            + QByteArray::number(content.size() - 1) + '/' + QByteArray::number(content.size());
        return {content.mid(*request.from), "206 Partial Content", {range}};
    }

private:
    void read(QTcpSocket& client)
    {
        QByteArray& text = m_texts[&client];
        text += client.readAll();
        if (!text.contains("\r\n\r\n")) {
            return;
        }
        LoopbackRequest request{text.split(' ').value(1), std::nullopt};
        for (const QByteArray& line : text.split('\n')) {
            const QByteArray range = "range: bytes=";
            if (line.toLower().startsWith(range)) {
                request.from = line.mid(range.size()).split('-').first().toLongLong();
            }
        }
        m_texts.remove(&client);
        m_requests.append(request);
        send(client, m_answer(request));
    }

    static void send(QTcpSocket& client, const LoopbackAnswer& answer)
    {
        client.write("HTTP/1.1 " + answer.status + "\r\nConnection: close\r\n");
        for (const QByteArray& header : answer.headers) {
            client.write(header + "\r\n");
        }
        if (!answer.announcesNoLength) {
            client.write("Content-Length: "
                + QByteArray::number(answer.announced.value_or(answer.body.size())) + "\r\n");
        }
        client.write("\r\n" + answer.body.left(answer.sent < 0 ? answer.body.size() : answer.sent));
        if (!answer.hangs) {
            client.disconnectFromHost();
        }
    }

    Answer m_answer;
    QTcpServer m_server;
    QHash<QTcpSocket*, QByteArray> m_texts;
    QList<LoopbackRequest> m_requests;
};
