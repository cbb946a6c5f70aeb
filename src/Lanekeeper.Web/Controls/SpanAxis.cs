namespace Lanekeeper.Web.Controls;

/// <summary>
/// Places moments on a line of <see cref="Width"/>. Work is drawn to scale. Where nothing was worked on for longer than was worked (a person was waited for,
/// a retry backed off), that time is drawn smaller than it was, so that hours of waiting do not hide a second of work; <see cref="IsShortened"/> tells.
/// </summary>
public sealed class SpanAxis
{
    public const double Width = 1000;

    // What is not work takes this much of the line where it is shortened.
    private const double IdleShare = 0.25;

    private readonly DateTimeOffset _start;
    private readonly List<(double From, double To)> _work;
    private readonly double _total;
    private readonly double _workScale;
    private readonly double _idleScale;

    public SpanAxis(DateTimeOffset start, DateTimeOffset end, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> work)
    {
        _start = start;
        _total = Math.Max(1, (end - start).TotalMilliseconds);
        _work = Union(work.Select(one => (From: At(one.From), To: At(one.To))));
        var worked = _work.Sum(one => one.To - one.From);
        var idle = _total - worked;
        IsShortened = worked > 0 && idle > worked;
        (_workScale, _idleScale) = IsShortened ? ((1 - IdleShare) * Width / worked, IdleShare * Width / idle) : (Width / _total, Width / _total);
    }

    public bool IsShortened { get; }

    public double Place(DateTimeOffset moment)
    {
        var at = At(moment);
        var worked = 0d;
        foreach (var (from, to) in _work)
        {
            worked += Math.Clamp(at, from, to) - from;
        }

        return (worked * _workScale) + ((at - worked) * _idleScale);
    }

    private double At(DateTimeOffset moment) => Math.Clamp((moment - _start).TotalMilliseconds, 0, _total);

    private static List<(double From, double To)> Union(IEnumerable<(double From, double To)> parts)
    {
        var union = new List<(double From, double To)>();
        foreach (var part in parts.Where(part => part.To > part.From).OrderBy(part => part.From))
        {
            if (union.Count > 0 && part.From <= union[^1].To)
            {
                union[^1] = (union[^1].From, Math.Max(union[^1].To, part.To));
            }
            else
            {
                union.Add(part);
            }
        }

        return union;
    }
}
