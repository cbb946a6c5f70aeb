using System.Globalization;
using Npgsql;

namespace Lanekeeper.Storage.Connecting;

/// <summary>Reads <c>postgres://user:password@host:port,host2/database?sslmode=require</c>, as libpq does.</summary>
internal static class DatabaseUrl
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["keepalives_interval"] = "Tcp Keepalive Interval",
        ["client_encoding"] = "Client Encoding",
    };

    private static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    public static bool Looks(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    public static NpgsqlConnectionStringBuilder Read(string url)
    {
        var settings = new NpgsqlConnectionStringBuilder();
        var rest = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var (address, query) = Cut(rest, '?');
        var (server, database) = Cut(address, '/');
        var at = server.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(server[..at], ':');
            settings.Username = NullIfEmpty(user);
            settings.Password = NullIfEmpty(password);
        }

        ReadHosts(settings, server[(at + 1)..]);
        if (NullIfEmpty(database ?? "") is { } name)
        {
            settings.Database = name;
        }

        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            ReadParameter(settings, pair);
        }

        return settings;
    }

    // Where there are several, each host carries its own port, as the driver wants it.
    private static void ReadHosts(NpgsqlConnectionStringBuilder settings, string server)
    {
        if (server.Length == 0)
        {
            return;
        }

        var hosts = server.Split(',');
        if (hosts.Length > 1)
        {
            settings.Host = string.Join(',', hosts.Select(Uri.UnescapeDataString));
            return;
        }

        var colon = server.LastIndexOf(':');
        var hasPort = colon > server.LastIndexOf(']');
        var host = Uri.UnescapeDataString(hasPort ? server[..colon] : server).Trim('[', ']');
        settings.Host = host.Length > 0 ? host : settings.Host;
        if (hasPort && server[(colon + 1)..] is { Length: > 0 } port)
        {
            settings.Port = PortOf(port);
        }
    }

    private static void ReadParameter(NpgsqlConnectionStringBuilder settings, string pair)
    {
        var (rawName, rawValue) = Cut(pair, '=');
        var name = Uri.UnescapeDataString(rawName);
        var value = Uri.UnescapeDataString(rawValue ?? "");
        switch (name.ToLowerInvariant())
        {
            case "sslmode":
                settings.SslMode = SslModes.TryGetValue(value, out var mode) ? mode : throw Unknown("sslmode", SslModes.Keys);
                break;
            case "port":
                settings.Port = PortOf(value);
                break;
            case "channel_binding":
                settings.ChannelBinding = Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding)
                    ? binding
                    : throw Unknown("channel_binding", ["disable", "prefer", "require"]);
                break;
            case "target_session_attrs":
                settings.TargetSessionAttributes = value;
                break;
            default:
                settings[Keys.TryGetValue(name, out var key) ? key : throw UnknownName(name)] = value;
                break;
        }
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new StorageException("LANEKEEPER_DATABASE_URL: the port must be a number from 1 to 65535.");

    private static StorageException Unknown(string name, IEnumerable<string> known) =>
        new($"LANEKEEPER_DATABASE_URL: {name} must be one of {string.Join(", ", known)}.");

    // An odd name may be the tail of a password with an unescaped ? in it, so only a harmless one is repeated.
    private static StorageException UnknownName(string name)
    {
        var isHarmless = name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || c == '_');
        return new StorageException(
            $"LANEKEEPER_DATABASE_URL: the parameter {(isHarmless ? name : "behind the ?")} is not known; known are sslmode, channel_binding, target_session_attrs, {string.Join(", ", Keys.Keys)}.");
    }

    private static string? NullIfEmpty(string? encoded) => string.IsNullOrEmpty(encoded) ? null : Uri.UnescapeDataString(encoded);

    private static (string Before, string? After) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }
}
