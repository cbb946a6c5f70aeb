using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Web.Serving;

/// <summary>Styles, scripts and the icon: embedded, the styles joined into one sheet, compressed once.</summary>
internal sealed class Assets
{
    private readonly FrozenDictionary<string, Asset> _assets;

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        var names = assembly.GetManifestResourceNames().Select(name => (Name: name, Path: name.Replace('\\', '/'))).OrderBy(one => one.Path, StringComparer.Ordinal).ToList();
        var files = names.Where(one => !one.Path.EndsWith(".css", StringComparison.Ordinal) && IsOurs(one.Path))
            .Select(one => new Asset(Path.GetFileName(one.Path), TypeOf(one.Path), Read(assembly, one.Name)))
            .Append(new("app.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(JoinStyles([.. names.Where(one => one.Path.EndsWith(".css", StringComparison.Ordinal)).Select(one => (one.Path, Encoding.UTF8.GetString(Read(assembly, one.Name))))]))))
            .ToList();
        _assets = files.ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        Version = VersionOf(files);
    }

    /// <summary>Part of every address, so that a browser may keep what it has for ever.</summary>
    public string Version { get; }

    public Asset? Find(string version, string name) => version == Version ? _assets.GetValueOrDefault(name) : null;

    private static bool IsOurs(string path) => path.EndsWith(".js", StringComparison.Ordinal) || path.EndsWith(".svg", StringComparison.Ordinal);

    private static string TypeOf(string path) => path.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : "image/svg+xml";

    // A later layer wins over an earlier one whatever the selectors are.
    private static string JoinStyles(IReadOnlyList<(string Path, string Text)> styles)
    {
        var sheet = new StringBuilder("@layer base, shell, controls, pages;\n");
        foreach (var (path, text) in styles.OrderBy(style => style.Path == "Styles/tokens.css" ? 0 : 1))
        {
            var layer = path.Split('/')[0] switch { "Styles" => "base", "Shell" => "shell", "Controls" => "controls", _ => "pages" };
            sheet.Append("@layer ").Append(layer).Append(" {\n").Append(text).Append("}\n");
        }

        return sheet.ToString();
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string VersionOf(IEnumerable<Asset> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(file.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}

internal sealed record Asset(string Name, string Type, byte[] Bytes)
{
    private readonly Lazy<byte[]> _brotli = new(() => Compress(Bytes));

    public byte[] Brotli => _brotli.Value;

    private static byte[] Compress(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, quality: 9, window: 20) ? packed[..length] : throw new InvalidOperationException("Brotli did not fit its own bound.");
    }
}
