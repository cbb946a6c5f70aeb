using System.IO.Pipelines;
using Lanekeeper.Gateway.Relaying;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Gateway;

public sealed class HandoverTests
{
    private readonly ManualTime _time = new();
    private readonly Pipe _line = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_takes_nothing_for_a_minute_is_given_up()
    {
        var passing = Handover.PassAsync(_line.Writer, new byte[256 * 1024], _time, Stop).AsTask();

        _time.Advance(Handover.Patience - TimeSpan.FromSeconds(1));
        passing.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await passing).ShouldBeFalse();
    }

    [Fact]
    public async Task An_app_that_takes_a_little_now_and_then_gets_it_all()
    {
        const int Length = 256 * 1024;
        var passing = Handover.PassAsync(_line.Writer, new byte[Length], _time, Stop).AsTask();

        for (var taken = 0L; taken < Length;)
        {
            await _time.TimerMadeAsync(Stop);
            _time.Advance(Handover.Patience - TimeSpan.FromSeconds(1));
            var read = await _line.Reader.ReadAsync(Stop);
            taken += read.Buffer.Length;
            _line.Reader.AdvanceTo(read.Buffer.End);
        }

        (await passing).ShouldBeTrue();
    }
}
