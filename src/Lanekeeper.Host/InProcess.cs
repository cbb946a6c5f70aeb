using Lanekeeper.Cli;
using Lanekeeper.Host.Demo;
using Lanekeeper.Host.Doctor;
using Lanekeeper.Host.Serving;

namespace Lanekeeper.Host;

/// <summary>The commands that are the server, rather than speak to one.</summary>
internal sealed class InProcess(TimeProvider time) : IInProcess
{
    public Task<int> ServeAsync(ServeOptions options, CancellationToken cancellationToken) => new ServeCommand(time).RunAsync(options, cancellationToken);

    public Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken) => new DemoCommand(time).RunAsync(options, cancellationToken);

    public Task<int> DoctorAsync(DoctorOptions options, CancellationToken cancellationToken) => new DoctorCommand(time).RunAsync(options, cancellationToken);
}
