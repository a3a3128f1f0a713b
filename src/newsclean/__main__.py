"""`python -m newsclean`."""

from newsclean.command.main import run

if __name__ == "__main__":
    run()
