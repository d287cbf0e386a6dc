# SPDX-License-Identifier: GPL-3.0-or-later
# perl file_server.pl FOLDER PORTFILE: serves a folder's files by HTTP on a free loopback port,
# whose number it writes to PORTFILE. Requests below /hang/ are accepted but never answered.
# PORTFILE.log lists the requested paths, one per line.
use strict;
use warnings;
use IO::Handle;
use IO::Socket::INET;

# Ends by itself if the test was killed.
alarm 600;

my ($folder, $port_file) = @ARGV;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 8)
    or die "no port: $!";
open(my $told, '>', "$port_file.new") or die $!;
print $told $server->sockport;
close $told;
rename("$port_file.new", $port_file) or die $!;

open(my $log, '>>', "$port_file.log") or die $!;
$log->autoflush(1);

my @hanging;
while (my $client = $server->accept) {
    my $request = <$client> // '';
    my ($path) = $request =~ m{^GET (\S+)};
    print $log $path // '', "\n";
    while (my $line = <$client>) { last if $line =~ /^\r?\n$/ }
    if (defined $path && $path =~ m{^/hang/}) {
        push @hanging, $client;
        next;
    }
    if (defined $path && $path !~ /\.\./ && open(my $file, '<:raw', "$folder$path")) {
        local $/;
        my $body = <$file>;
        print $client "HTTP/1.0 200 OK\r\nContent-Length: ", length($body), "\r\n\r\n", $body;
    } else {
        print $client "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    }
    close $client;
}
