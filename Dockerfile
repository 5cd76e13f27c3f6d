# tapecheck in a container: the wheel with what it needs, no tools to build with, an ordinary user, no network needed.
#   docker build -t tapecheck .                                         add --build-arg EXTRAS='[tables,transformers]' for extras
#   docker run --rm --read-only --tmpfs /tmp --network none -v "$PWD:/data" -u "$(id -u):$(id -g)" tapecheck extract news.jsonl -o records.jsonl
ARG PYTHON=3.13.13-slim-bookworm

FROM python:${PYTHON} AS build
ARG EXTRAS=""
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY models models
COPY src src
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir wheel . \
 && python -m venv --without-pip /opt/tapecheck \
 && python -m pip --python /opt/tapecheck/bin/python install --no-cache-dir --only-binary=:all: "$(echo wheel/*.whl)${EXTRAS}"

FROM python:${PYTHON}
RUN python -m pip uninstall --yes --root-user-action=ignore pip \
 && useradd --uid 10001 --create-home --shell /usr/sbin/nologin tapecheck \
 && mkdir /data
COPY --from=build /opt/tapecheck /opt/tapecheck
# All that a command writes besides its output is temporary: with --read-only, /tmp is what has to be mounted.
ENV PATH=/opt/tapecheck/bin:$PATH HOME=/tmp XDG_CACHE_HOME=/tmp/cache PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /data
USER 10001:10001
ENTRYPOINT ["tapecheck"]
CMD ["--help"]
