using System.Text.Json;
using Lanekeeper.JsonSchema;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

/// <summary>The official test suite of JSON Schema, read from the test data.</summary>
internal static class OfficialSuite
{
    private const string Set = "json-schema-test-suite";
    private const string Absent = "(absent)";

    /// <summary>The files of one folder, by name; a single row when the suite is not there, so that somebody says so.</summary>
    public static TheoryData<string> Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(TestData.File(Set, folder), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [Absent];
        }
    }

    /// <summary>Runs every case of a file.</summary>
    /// <returns>How many ran, and the failing ones by name.</returns>
    public static (int Cases, IReadOnlyList<string> Failures) Run(string folder, string file, bool assertFormat = false)
    {
        var options = new SchemaOptions { AssertFormat = assertFormat, Resolve = Remote };
        using var groups = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.File(Set, folder), file)));
        var cases = 0;
        var failures = new List<string>();
        foreach (var group in groups.RootElement.EnumerateArray())
        {
            var compilation = Schema.Compile(group.GetProperty("schema"), options);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                if (Judge(compilation, test) is { } problem)
                {
                    failures.Add($"{group.GetProperty("description")} / {test.GetProperty("description")}: {problem}");
                }
            }
        }

        return (cases, failures);
    }

    private static string? Judge(SchemaCompilation compilation, JsonElement test)
    {
        if (!compilation.Succeeded(out var schema))
        {
            return string.Join("; ", compilation.Faults);
        }

        var expected = test.GetProperty("valid").GetBoolean();
        var result = schema.Validate(test.GetProperty("data"));
        if (schema.IsValid(test.GetProperty("data")) != result.IsValid)
        {
            return "IsValid and Validate differ";
        }

        return result.IsValid == expected ? null : $"expected {(expected ? "valid" : "invalid")}; found {string.Join("; ", result.Errors)}";
    }

    private static JsonElement? Remote(Uri uri)
    {
        var path = Path.Combine(TestData.Folder(Set), "remotes", uri.AbsolutePath.TrimStart('/'));
        return uri.Host == "localhost" && File.Exists(path) ? JsonElement.Parse(File.ReadAllBytes(path)) : null;
    }
}
