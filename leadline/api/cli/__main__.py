from leadline.api.cli import main

main()
