using System.Globalization;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>A length of time: a whole number and one of <c>ms s m h d</c>.</summary>
internal sealed class DurationShape(TimeSpan longest) : Shape<TimeSpan>
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    private static readonly string[] Examples = ["500ms", "30s", "5m", "2h", "7d"];

    public override string Expected => $"a duration like {string.Join(", ", Examples.Where(each => Parse(each) <= longest))}, at most {Say(longest)}";

    public override bool TryRead(Node node, FaultList faults, out TimeSpan value)
    {
        value = node is ScalarNode scalar ? Parse(scalar.Text) : TimeSpan.Zero;
        return (value > TimeSpan.Zero && value <= longest) || Refuse(node, faults);
    }

    public override JsonObject Describe() => new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,9}(ms|s|m|h|d)$" };

    private static TimeSpan Parse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9)
        {
            return TimeSpan.Zero;
        }

        var length = Units.FirstOrDefault(unit => text.AsSpan(digits).SequenceEqual(unit.Unit)).Length;
        return length * int.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
    }

    private static string Say(TimeSpan time)
    {
        var (unit, length) = Units.Last(unit => time.Ticks % unit.Length.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / length.Ticks}{unit}");
    }
}
